package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The step made of a probe's gradient is what Deeplearning4j's own {@code fit} subtracts from the parameters. */
class OwnStepTest {
    private static final int ROWS = 6;
    private static final int STEPS = 5;

    static Stream<Arguments> networks() {
        return Stream.of(
                dense("Sgd", common -> common.updater(new Sgd(.1))),
                dense("Adam", common -> common.updater(new Adam(.01))),
                dense("AMSGrad", common -> common.updater(new AMSGrad(.01))),
                dense("Nadam", common -> common.updater(new Nadam(.01))),
                dense("Nesterovs", common -> common.updater(new Nesterovs(.1, .9))),
                dense("RmsProp", common -> common.updater(new RmsProp(.01))),
                dense("AdaGrad", common -> common.updater(new AdaGrad(.1))),
                dense("AdaDelta", common -> common.updater(new AdaDelta())),
                dense("NoOp", common -> common.updater(new NoOp())),
                dense(
                        "schedule",
                        common -> common.updater(new Sgd(new ExponentialSchedule(ScheduleType.ITERATION, .1, .5)))),
                dense("bias updater", common -> common.updater(new Adam(.01)).biasUpdater(new Nesterovs(.1, .9))),
                dense("no mini-batch", common -> common.updater(new Sgd(.1)).miniBatch(false)),
                dense("L2", common -> common.updater(new Adam(.01)).l2(.1).l2Bias(.05)),
                dense("L1", common -> common.updater(new Sgd(.1)).l1(.1).l1Bias(.05)),
                dense(
                        "weight decay",
                        common -> common.updater(new Nesterovs(.1, .9)).weightDecay(.1)),
                clipped(GradientNormalization.ClipL2PerLayer),
                clipped(GradientNormalization.ClipL2PerParamType),
                clipped(GradientNormalization.ClipElementWiseAbsoluteValue),
                clipped(GradientNormalization.RenormalizeL2PerLayer),
                clipped(GradientNormalization.RenormalizeL2PerParamType),
                Arguments.of("batch normalization", flat(), (Supplier<Model>) OwnStepTest::normalized),
                Arguments.of("convolution", images(), (Supplier<Model>) OwnStepTest::convolution),
                Arguments.of("frozen below", flat(), (Supplier<Model>) () -> frozen(true, false)),
                Arguments.of("frozen in the middle", flat(), (Supplier<Model>) () -> frozen(false, false)),
                Arguments.of("frozen with back-propagation", flat(), (Supplier<Model>) () -> frozen(false, true)),
                Arguments.of("LSTM, clipped", sequences(3), (Supplier<Model>) () -> recurrent(BackpropType.Standard)),
                Arguments.of("bidirectional", flatLabels(), (Supplier<Model>) OwnStepTest::bidirectional),
                Arguments.of("graph", flat(), (Supplier<Model>) () -> graph(false)),
                Arguments.of("graph, frozen below", flat(), (Supplier<Model>) () -> graph(true)));
    }

    private static Arguments dense(String name, Consumer<NeuralNetConfiguration.Builder> change) {
        return Arguments.of(name, flat(), (Supplier<Model>) () -> stack(common(change), dense(7), dense(5), softmax()));
    }

    private static Arguments clipped(GradientNormalization kind) {
        // Thresholds that some layers and parameters exceed and others do not.
        return dense(
                kind.name(),
                common -> common.updater(new Nesterovs(.1, .9))
                        .gradientNormalization(kind)
                        .gradientNormalizationThreshold(.1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void theFirstStepIsThatOfTraining(String name, DataSet batch, Supplier<Model> network) {
        Model model = network.get();
        Model twin = network.get();

        assertEqual(fromProbe(model, batch, 0), twin, batch);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void aLaterStepIsThatOfTrainingWithTheUpdatersState(String name, DataSet batch, Supplier<Model> network) {
        Model model = network.get();
        Model twin = network.get();
        fit(model, batch, 3);
        fit(twin, batch, 3);

        assertEqual(fromProbe(model, batch, 0), twin, batch);
    }

    @Test
    void batchesDoNotTouchEachOther() {
        Model model = stack(common(common -> common.updater(new Adam(.01))), dense(7), softmax());
        Model twin = stack(common(common -> common.updater(new Adam(.01))), dense(7), softmax());
        fit(model, flat(), 3);
        fit(twin, flat(), 3);

        assertEqual(fromProbe(model, flat(), 2), twin, flat());
    }

    static Stream<Arguments> loud() {
        return Stream.of(
                Arguments.of("dropout", flat(), (Supplier<Model>) () ->
                        stack(common(common -> common.updater(new Adam(.01)).dropOut(.5)), dense(7), softmax())),
                Arguments.of("weight noise", flat(), (Supplier<Model>) () -> stack(
                        common(common -> common.updater(new Adam(.01)).weightNoise(new DropConnect(.5))),
                        dense(7),
                        softmax())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loud")
    void withoutItsNoiseANetworkStepsAsATrialCopyTrains(String name, DataSet batch, Supplier<Model> network) {
        Model model = network.get();
        fit(model, batch, 3);
        ProbeBatch probed = ProbeBatch.of(batch, 0);
        BackwardProbe probe = BackwardProbe.of(model);
        StepFromPass fromPass = new StepFromPass(model, probe.copy(), probed);
        probe.read(probed, fromPass);

        assertThat(fromPass.trial()).isEmpty();
        assertEqual(Trial.of(model, probed), TrialCopy.of(model), batch);
    }

    @Test
    void truncatedSequencesAreTakenInOnePiece() {
        Model model = recurrent(BackpropType.TruncatedBPTT);
        Model whole = recurrent(BackpropType.Standard);

        assertEqual(fromProbe(model, sequences(3), 0), whole, sequences(3));
    }

    @Test
    void aPassThatStopsAboveATrainedLayerIsLeftToTraining() {
        ProbeBatch batch = ProbeBatch.of(flat(), 0);
        Model model = frozen(false, false);
        NetworkPass[] seen = new NetworkPass[1];
        BackwardProbe.of(model).read(batch, new PassObserver() {
            @Override
            public void done(NetworkPass pass) {
                seen[0] = pass;
            }
        });

        assertThat(seen[0].isAsInTraining()).isFalse();
    }

    /** @param before how many other batches are probed first */
    private static Trial fromProbe(Model model, DataSet batch, int before) {
        double[] untouched = model.params().toDoubleVector();
        BackwardProbe probe = BackwardProbe.of(model);
        Trial trial = null;
        for (int i = 0; i <= before; i++) {
            DataSet one = i < before ? new DataSet(batch.getFeatures().mul(3 + i), batch.getLabels()) : batch;
            ProbeBatch probed = ProbeBatch.of(one, i);
            StepFromPass fromPass = new StepFromPass(model, probe.copy(), probed);
            probe.read(probed, fromPass);
            trial = fromPass.trial().orElseGet(() -> Trial.of(model, probed));
        }
        assertThat(model.params().toDoubleVector()).isEqualTo(untouched);
        assertThat(trial).isNotNull();
        return trial;
    }

    private static void assertEqual(Trial trial, Model twin, DataSet batch) {
        FlatParameters parameters = new FlatParameters(twin);
        INDArray before = twin.params().dup();
        fit(twin, batch, 1);
        INDArray moved = before.sub(twin.params());
        parameters.clearStatistics(moved);
        double[] expected = moved.toDoubleVector();
        double[] actual = trial.own().step().toDoubleVector();

        assertThat(trial.copy().params().toDoubleVector()).isEqualTo(before.toDoubleVector());
        assertThat(trial.own().loss()).isCloseTo(twin.score(), within(1e-12));
        assertThat(expected).hasSameSizeAs(actual);
        assertThat(moved.amaxNumber().doubleValue()).isPositive();
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("parameter " + i).isCloseTo(expected[i], within(1e-12));
        }
    }

    private static void fit(Model model, DataSet batch, int iterations) {
        for (int i = 0; i < iterations; i++) {
            if (model instanceof MultiLayerNetwork stack) {
                stack.fit(batch);
            } else {
                ((ComputationGraph) model).fit(batch);
            }
        }
    }

    private static NeuralNetConfiguration.Builder common(Consumer<NeuralNetConfiguration.Builder> change) {
        NeuralNetConfiguration.Builder common = new NeuralNetConfiguration.Builder()
                .seed(11)
                .dataType(DataType.DOUBLE)
                .activation(Activation.TANH)
                .updater(new Adam(.01));
        change.accept(common);
        return common;
    }

    private static Model stack(NeuralNetConfiguration.Builder common, Layer... layers) {
        return stack(common, InputType.feedForward(4), layers);
    }

    private static Model stack(NeuralNetConfiguration.Builder common, InputType input, Layer... layers) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(common.list(layers).setInputType(input).build());
        network.init();
        return network;
    }

    private static Layer dense(int units) {
        return new DenseLayer.Builder().nOut(units).build();
    }

    private static Layer softmax() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static Model normalized() {
        return stack(common(common -> {}), dense(7), new BatchNormalization(), dense(5), softmax());
    }

    private static Model convolution() {
        return stack(
                common(common -> common.l2(.01)),
                InputType.convolutional(6, 6, 2),
                new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
                new BatchNormalization(),
                new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
                softmax());
    }

    private static Model frozen(boolean first, boolean backprop) {
        Layer frozen = backprop ? new FrozenLayerWithBackprop(dense(6)) : new FrozenLayer(dense(6));
        NeuralNetConfiguration.Builder common = common(c -> c.l2(.01));
        return first
                ? stack(common, frozen, dense(5), softmax())
                : stack(common, dense(5), frozen, dense(4), softmax());
    }

    private static Model recurrent(BackpropType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(
                common(common -> common.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                                .gradientNormalizationThreshold(.1))
                        .list(
                                new LSTM.Builder().nOut(5).build(),
                                new RnnOutputLayer.Builder(LossFunction.MSE)
                                        .nOut(3)
                                        .activation(Activation.IDENTITY)
                                        .build())
                        .setInputType(InputType.recurrent(4))
                        .backpropType(type)
                        .tBPTTLength(2)
                        .build());
        network.init();
        return network;
    }

    private static Model bidirectional() {
        return stack(
                common(common -> common.updater(new RmsProp(.01))),
                InputType.recurrent(4),
                new Bidirectional(new LSTM.Builder().nOut(5).build()),
                new LastTimeStep(new LSTM.Builder().nOut(4).build()),
                softmax());
    }

    private static Model graph(boolean frozen) {
        Layer first = dense(6);
        ComputationGraph graph = new ComputationGraph(common(common -> common.weightDecay(.01)
                        .gradientNormalization(GradientNormalization.ClipL2PerParamType)
                        .gradientNormalizationThreshold(.1))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(4))
                .addLayer("first", frozen ? new FrozenLayer(first) : first, "in")
                .addLayer("branch", dense(6), "first")
                .addLayer("norm", new BatchNormalization(), "branch")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "norm")
                .addLayer("out", softmax(), "sum")
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }

    private static DataSet flat() {
        return new DataSet(gaussian(ROWS, 4), classes());
    }

    private static DataSet images() {
        return new DataSet(gaussian(ROWS, 2, 6, 6), classes());
    }

    private static DataSet sequences(int outputs) {
        return new DataSet(gaussian(ROWS, 4, STEPS), gaussian(ROWS, outputs, STEPS));
    }

    private static DataSet flatLabels() {
        return new DataSet(gaussian(ROWS, 4, STEPS), classes());
    }

    private static INDArray gaussian(long... shape) {
        return Samples.gaussian(3, shape);
    }

    private static INDArray classes() {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, ROWS, 3);
        for (int row = 0; row < ROWS; row++) {
            labels.putScalar(row, row % 3, 1);
        }
        return labels;
    }
}
