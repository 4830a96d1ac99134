package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.remedies.clipping.AdaptiveClipping;
import org.gradientdoctor.remedies.clipping.GlobalNormClipping;
import org.gradientdoctor.remedies.remedy.ClipAdaptively;
import org.gradientdoctor.remedies.remedy.ClipGlobalNorm;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

class WholeGradientClippingTest {

    private static Model apply(Remedy remedy, Model model) {
        return new Recommendation(List.of(remedy), "test").applyTo(model);
    }

    private static List<Double> step(Model model, DataSet batch) {
        List<Double> before = State.values(model.params());
        Networks.fit(model, batch);
        List<Double> after = State.values(model.params());
        List<Double> step = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            step.add(before.get(i) - after.get(i));
        }
        return step;
    }

    private static double norm(List<Double> values) {
        return Math.sqrt(values.stream().mapToDouble(value -> value * value).sum());
    }

    /** Plain descent at rate 1 subtracts the gradient itself, so that a step shows what was left of it. */
    private static MultiLayerNetwork plain(boolean miniBatch) {
        return Networks.stack(Networks.start(new Sgd(1))
                .dataType(DataType.DOUBLE)
                .miniBatch(miniBatch)
                .list()
                .layer(new DenseLayer.Builder().nOut(6).build())
                .layer(new DenseLayer.Builder().nOut(5).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theWholeGradientIsScaledToTheThresholdAndKeepsItsDirection(boolean miniBatch) {
        MultiLayerNetwork network = plain(miniBatch);
        DataSet batch = Networks.classes(DataType.DOUBLE, 4);
        Model clipped = apply(new ClipGlobalNorm(List.of("layer0", "layer1", "layer2"), 1e-3), network);
        Model loose = apply(new ClipGlobalNorm(List.of("layer0"), 1e3), network);
        List<Double> short1 = step(clipped, batch);
        List<Double> untouched = step(loose, batch);
        List<Double> whole = step(network, batch);
        assertThat(norm(whole)).isGreaterThan(1e-3);
        assertThat(norm(short1)).isCloseTo(1e-3, within(1e-12));
        assertThat(untouched).isEqualTo(whole);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(short1.get(i)).isCloseTo(whole.get(i) * 1e-3 / norm(whole), within(1e-12));
        }
    }

    @Test
    void runningStatisticsOfBatchNormalizationAreNoGradient() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(1))
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new DenseLayer.Builder().nOut(6).build())
                .layer(new BatchNormalization.Builder().build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        DataSet batch = Networks.classes(DataType.DOUBLE, 4);
        MultiLayerNetwork clipped = (MultiLayerNetwork) apply(new ClipGlobalNorm(List.of("layer0"), 1e-6), network);
        Networks.fit(network, batch);
        Networks.fit(clipped, batch);
        for (String statistic : List.of("1_mean", "1_log10stdev")) {
            if (network.paramTable().containsKey(statistic)) {
                assertThat(clipped.getParam(statistic)).isEqualTo(network.getParam(statistic));
            }
        }
        assertThat(clipped.getParam("1_mean").norm2Number().doubleValue()).isPositive();
    }

    @Test
    void aGraphIsClippedAsWell() {
        Networks.Case network = Networks.graph();
        ComputationGraph clipped =
                (ComputationGraph) apply(new ClipGlobalNorm(List.of("first", "second", "out"), 1e-4), network.model());
        assertThat(clipped.getListeners()).containsExactly(new GlobalNormClipping(1e-4));
        network.fit(clipped, 1);
        // After the gradient comes Adam; the gradient itself is gone by then, so the norm is looked at by a listener.
        NormReader reader = new NormReader();
        clipped.addListeners(reader);
        network.fit(clipped, 1);
        assertThat(reader.norm / network.batch().numExamples()).isCloseTo(1e-4, within(1e-7));
    }

    private static final class NormReader extends BaseTrainingListener {
        private double norm;

        @Override
        public void onGradientCalculation(Model model) {
            norm = model.gradient().gradient().norm2Number().doubleValue();
        }
    }

    @Test
    void aGradientThatIsNotFiniteIsNotHidden() {
        MultiLayerNetwork network = plain(true);
        network.getParam("0_W").putScalar(0, Double.NaN);
        Model clipped = apply(new ClipGlobalNorm(List.of("layer0"), 1e-3), network);
        Networks.fit(clipped, Networks.classes(DataType.DOUBLE, 4));
        assertThat(State.values(clipped.params())).contains(Double.NaN);
    }

    /** Brock et al.: a column's gradient is cut to λ·max(‖w‖, 1e-3); here computed element by element. */
    @Test
    void adaptiveClippingLimitsEachUnit() {
        MultiLayerNetwork network = plain(true);
        DataSet batch = Networks.classes(DataType.DOUBLE, 4);
        double fraction = 2e-3;
        MultiLayerNetwork clipped =
                (MultiLayerNetwork) apply(new ClipAdaptively(List.of("layer0", "layer1"), fraction), network);
        MultiLayerNetwork given = network.clone();
        Networks.fit(clipped, batch);
        Networks.fit(network, batch);
        int cut = 0;
        for (String key : List.of("0_W", "1_W", "0_b", "1_b", "2_W")) {
            INDArray w = given.getParam(key);
            INDArray g = w.sub(network.getParam(key));
            INDArray c = w.sub(clipped.getParam(key));
            boolean weights = key.endsWith("W");
            for (int unit = 0; unit < (weights ? w.columns() : 1); unit++) {
                List<Double> gs = State.values(weights ? g.getColumn(unit) : g);
                List<Double> ws = State.values(weights ? w.getColumn(unit) : w);
                List<Double> cs = State.values(weights ? c.getColumn(unit) : c);
                double scale = Math.min(1, fraction * Math.max(norm(ws), 1e-3) / norm(gs));
                scale = key.startsWith("2") ? 1 : scale;
                cut += scale < 1 ? 1 : 0;
                for (int i = 0; i < gs.size(); i++) {
                    assertThat(cs.get(i)).as(key).isCloseTo(scale * gs.get(i), within(1e-12));
                }
            }
        }
        assertThat(cut).isPositive();
    }

    @Test
    void adaptiveClippingLimitsEachFilter() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(1))
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).name("conv").build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.convolutional(6, 6, 2)));
        DataSet batch = Networks.of(DataType.DOUBLE, new long[] {6, 2, 6, 6}, 3);
        MultiLayerNetwork clipped = (MultiLayerNetwork) apply(new ClipAdaptively(List.of("conv"), 1e-3), network);
        INDArray before = network.getParam("0_W").dup();
        Networks.fit(clipped, batch);
        for (int filter = 0; filter < 4; filter++) {
            double moved = norm(State.values(
                    before.slice(filter).sub(clipped.getParam("0_W").slice(filter))));
            assertThat(moved).isCloseTo(1e-3 * norm(State.values(before.slice(filter))), within(1e-12));
        }
    }

    @Test
    void theListenerGoesAlongWithFurtherTreatmentAndIsReplacedByItsLike() {
        MultiLayerNetwork network = plain(true);
        Model clipped = apply(new ClipGlobalNorm(List.of("layer0"), 1), network);
        Model slower = apply(new ReduceLearningRate(Map.of("layer0", LayerRate.of(.1))), clipped);
        Model tighter = apply(new ClipGlobalNorm(List.of("layer0"), .5), slower);
        Model both = apply(new ClipAdaptively(List.of("layer0"), .01), tighter);
        assertThat(((MultiLayerNetwork) slower).getListeners()).containsExactly(new GlobalNormClipping(1));
        assertThat(((MultiLayerNetwork) tighter).getListeners()).containsExactly(new GlobalNormClipping(.5));
        assertThat(((MultiLayerNetwork) both).getListeners())
                .containsExactly(new GlobalNormClipping(.5), new AdaptiveClipping(List.of("layer0"), .01));
        assertThat(network.getListeners()).isEmpty();
        assertThat(new Recommendation(List.of(new ClipGlobalNorm(List.of("layer0"), .5)), "test")
                        .configurationDifference(slower))
                .containsExactly("+ listener: GlobalNormClipping(0.5)");
    }

    @Test
    void whatCannotBeClippedIsRefused() {
        var draft = Surgery.examine(Networks.batchNormalized().model());
        assertThat(new ClipAdaptively(List.of("norm"), .01).refusal(draft))
                .hasValueSatisfying(reason -> assertThat(reason).contains("norm", "the whole gradient"));
        assertThat(new ClipGlobalNorm(List.of("ice"), .01)
                        .refusal(Surgery.examine(Networks.frozen().model())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("frozen"));
        assertThatThrownBy(() -> new ClipGlobalNorm(List.of("a"), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClipAdaptively(List.of("a"), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClipAdaptively(List.of(), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theAdvisorGivesTheNinetiethPercentileOfTheWholeNormAndSaysThatItIsNotSaved() {
        MultiLayerNetwork network = plain(true);
        List<VitalSigns> vitals = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            // Norms 3k and 4k of two layers make 5k, with k from 1 to 10: the 90th percentile is 45.
            double k = 1 + i % 10;
            vitals.add(Diagnoses.vitals(i, 1, false, 3 * k, 4 * k, 0));
        }
        TraceSnapshot trace = Diagnoses.trace(Diagnoses.profile(network), vitals, List.of(), null);
        List<Recommendation> advice = RemedyAdvisor.standard()
                .advise(
                        network,
                        Diagnoses.of(
                                network,
                                trace,
                                List.of(Diagnoses.cause(Cause.RECURRENCE_LENGTH, 1)),
                                Symptom.EXPLODING_GRADIENT));
        assertThat(advice.get(0).steps().get(0).name()).isEqualTo("clip-gradients");
        Recommendation whole = advice.stream()
                .filter(other -> other.steps().get(0) instanceof ClipGlobalNorm)
                .findFirst()
                .orElseThrow();
        assertThat(whole.steps()).containsExactly(new ClipGlobalNorm(List.of("layer0", "layer1", "layer2"), 45));
        assertThat(whole.explanation()).contains("a saved model does not carry");
    }
}
