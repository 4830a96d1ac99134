package org.gradientdoctor.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.listeners.SmallNets.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class VitalSignsTest {

    private static NeuralNetConfiguration.Builder builder(IUpdater updater) {
        return SmallNets.builder(updater, DataType.DOUBLE);
    }

    private static MultiLayerNetwork net(NeuralNetConfiguration.Builder builder) {
        return SmallNets.stack(
                builder,
                SmallNets.dense(5, 7, Activation.TANH),
                SmallNets.dense(7, 6, Activation.SIGMOID),
                SmallNets.output(6));
    }

    private static DataSet batch() {
        return SmallNets.batches(Kind.DENSE, 1).get(0);
    }

    private static TraceSnapshot watch(MultiLayerNetwork net, int iterations) {
        GradientHealthListener health =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        net.setListeners(health);
        for (int i = 0; i < iterations; i++) {
            net.fit(batch());
        }
        return health.trace();
    }

    @Test
    void gradientNormsAreThoseOfTheMeanLossByCentralDifferences() {
        MultiLayerNetwork net = net(builder(new Sgd(0)));
        VitalSigns vitals = watch(net, 1).latest().orElseThrow();
        for (int layer = 0; layer < 3; layer++) {
            double squares = 0;
            for (INDArray parameter : net.getLayer(layer).paramTable().values()) {
                for (int i = 0; i < parameter.length(); i++) {
                    double value = parameter.getDouble(i);
                    parameter.putScalar(i, value + 1e-6);
                    double up = net.score(batch(), true);
                    parameter.putScalar(i, value - 1e-6);
                    double down = net.score(batch(), true);
                    parameter.putScalar(i, value);
                    squares += Math.pow((up - down) / 2e-6, 2);
                }
            }
            assertThat(vitals.gradientNorms().get(layer)).isCloseTo(Math.sqrt(squares), within(1e-7));
        }
    }

    @Test
    void gradientsStayASumWhereTheNetworkDoesNotDivide() {
        double mean = watch(net(builder(new Sgd(.1))), 1).latest().orElseThrow().gradientNorm();
        double sum = watch(net(builder(new Sgd(.1)).miniBatch(false)), 1)
                .latest()
                .orElseThrow()
                .gradientNorm();
        assertThat(sum).isCloseTo(mean * SmallNets.ROWS, within(1e-12));
    }

    @Test
    void lossIsTheScoreWithoutRegularization() {
        MultiLayerNetwork net = net(builder(new Sgd(.1)).l2(.03).l1(.01));
        double regularization = net.calcRegularizationScore(true);
        VitalSigns vitals = watch(net, 1).latest().orElseThrow();
        assertThat(regularization).isGreaterThan(.01);
        assertThat(vitals.score() - vitals.loss()).isCloseTo(regularization, within(1e-12));
    }

    @Test
    void learningRateIsTheOneInForce() {
        StepSchedule schedule = new StepSchedule(ScheduleType.ITERATION, .4, .5, 2);
        TraceSnapshot trace = watch(net(builder(new Sgd(schedule))), 4);
        assertThat(trace.recent()).extracting(VitalSigns::learningRate).containsExactly(.4, .4, .2, .2);
        assertThat(trace.recent()).extracting(VitalSigns::iteration).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void updatesOfAConstantGradientPointTheSameWayAndOfARateThatChangesSignTheOther() {
        assertThat(watch(net(builder(new Sgd(1e-9))), 3).latest().orElseThrow().updateCosine())
                .isCloseTo(1, within(1e-6));
        StepSchedule flipping = new StepSchedule(ScheduleType.ITERATION, 1e-9, -1, 1);
        assertThat(watch(net(builder(new Sgd(flipping))), 3)
                        .latest()
                        .orElseThrow()
                        .updateCosine())
                .isCloseTo(-1, within(1e-6));
    }

    /** With Sgd(1) the update is the clipped gradient itself, which tells independently what clipping did. */
    @ParameterizedTest
    @EnumSource(
            value = GradientNormalization.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"None"})
    void theClippingEffectIsWhatTheUpdateShows(GradientNormalization kind) {
        MultiLayerNetwork net = net(builder(new Sgd(1))
                .gradientNormalization(kind)
                .gradientNormalizationThreshold(kind == GradientNormalization.ClipElementWiseAbsoluteValue ? .01 : .1));
        IterationReading reading = watch(net, 1).latestFull().orElseThrow();
        double raw = 0;
        double clipped = 0;
        double dot = 0;
        for (LayerReading layer : reading.layers()) {
            for (ParameterReading group : new ParameterReading[] {layer.weights(), layer.biases()}) {
                assertThat(group).isNotNull();
                assertThat(group.gradient()).isNotNull();
                assertThat(group.update()).isNotNull();
                raw += Math.pow(group.gradient().l2Norm(), 2);
                clipped += Math.pow(group.update().l2Norm(), 2);
                dot += group.predictedGain();
            }
        }
        ClippingEffect effect = reading.vitals().clipping();
        assertThat(effect.engaged()).isGreaterThan(0);
        assertThat(effect.shrink()).isCloseTo(Math.sqrt(clipped / raw), within(1e-10));
        assertThat(effect.cosine()).isCloseTo(dot / Math.sqrt(raw * clipped), within(1e-10));
    }

    @Test
    void clippingThatIsNotReachedDoesNotEngage() {
        MultiLayerNetwork net = net(builder(new Sgd(.1))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(100));
        assertThat(watch(net, 1).latest().orElseThrow().clipping()).isEqualTo(new ClippingEffect(0, 1, 1));
        assertThat(watch(net(builder(new Sgd(.1))), 1)
                        .latest()
                        .orElseThrow()
                        .clipping()
                        .isConfigured())
                .isFalse();
    }

    @Test
    void elementWiseClippingIsKnownToEngageWithoutAFullReadingButNotHowMuch() {
        MultiLayerNetwork net = net(builder(new Sgd(.1))
                .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
                .gradientNormalizationThreshold(1e-4));
        GradientHealthListener health =
                GradientHealthListener.builder().vitalSignsOnly().build();
        net.setListeners(health);
        net.fit(batch());
        ClippingEffect effect = health.trace().latest().orElseThrow().clipping();
        assertThat(effect.engaged()).isEqualTo(1);
        assertThat(effect.shrink()).isNaN();
        assertThat(effect.cosine()).isNaN();
        assertThat(health.trace().full()).isEmpty();
    }

    @Test
    void gradientsTooSmallOrTooLargeForSinglePrecisionSquaresHaveTheirNorms() {
        for (double scale : new double[] {1e-30, 1e25}) {
            MultiLayerNetwork net = SmallNets.stack(
                    SmallNets.builder(new Sgd(0), DataType.FLOAT),
                    SmallNets.dense(5, 4, Activation.IDENTITY),
                    output());
            net.setParam("1_W", net.getParam("1_W").mul(0));
            DataSet batch = new DataSet(
                    batch().getFeatures().castTo(DataType.FLOAT), Nd4j.valueArrayOf(new long[] {6, 3}, (float) scale));
            VitalSigns vitals = watchOne(net, batch);
            // δ is about −y, so the bias gradient's norm is √3·scale·(2/3), and the weights' adds to it.
            assertThat(vitals.nonFiniteGradients()).isFalse();
            assertThat(vitals.gradientNorms().get(1)).isBetween(.5 * scale, 20 * scale);
        }
    }

    private static org.deeplearning4j.nn.conf.layers.OutputLayer output() {
        return new org.deeplearning4j.nn.conf.layers.OutputLayer.Builder(
                        org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction.MSE)
                .nIn(4)
                .nOut(3)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static VitalSigns watchOne(MultiLayerNetwork net, DataSet batch) {
        GradientHealthListener health =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        net.setListeners(health);
        net.fit(batch);
        return health.trace().latest().orElseThrow();
    }

    @Test
    void halfPrecisionNetworksAreReadAsWell() {
        MultiLayerNetwork net = SmallNets.stack(
                SmallNets.builder(new Sgd(.1), DataType.FLOAT16),
                SmallNets.dense(5, 7, Activation.TANH),
                SmallNets.output(7));
        DataSet batch = new DataSet(
                batch().getFeatures().castTo(DataType.FLOAT16),
                batch().getLabels().castTo(DataType.FLOAT16));
        GradientHealthListener health =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        net.setListeners(health);
        net.fit(batch);
        net.fit(batch);
        TraceSnapshot trace = health.trace();
        assertThat(trace.unread()).isEmpty();
        assertThat(trace.profile().dataType()).isEqualTo("HALF");
        assertThat(trace.latest().orElseThrow().gradientNorm()).isGreaterThan(0);
        assertThat(trace.latestFull().orElseThrow().layers())
                .allSatisfy(layer -> assertThat(layer.signal()).isNotNull());
    }

    @Test
    void theConstantAnswerOfBalancedClassesIsTheLogarithmOfTheirNumber() {
        TraceSnapshot trace = watch(net(builder(new Sgd(.1))), 2);
        assertThat(trace.constantAnswer().loss()).isCloseTo(Math.log(3), within(1e-12));
        assertThat(trace.constantAnswer().examples()).isEqualTo(12);
    }
}
