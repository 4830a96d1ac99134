package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gradientdoctor.listeners.probe.Samples.CLASSES;
import static org.gradientdoctor.listeners.probe.Samples.ROWS;
import static org.gradientdoctor.listeners.probe.Samples.STEPS;
import static org.gradientdoctor.listeners.probe.Samples.gaussian;
import static org.gradientdoctor.listeners.probe.Samples.labels;
import static org.gradientdoctor.listeners.probe.Samples.mask;
import static org.gradientdoctor.listeners.probe.Samples.sequenceLabels;
import static org.gradientdoctor.listeners.probe.SmallStacks.output;
import static org.gradientdoctor.listeners.probe.SmallStacks.stack;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Bad input is refused with a message that says what came and what was expected. */
class ProbeBadInputTest {

    static Stream<Arguments> refusedBatches() {
        INDArray features = gaussian(1, ROWS, 5);
        INDArray sequence = gaussian(1, ROWS, 3, STEPS);
        INDArray nothing = mask();
        nothing.getRow(2).assign(0);
        return Stream.of(
                refused("no features", dense(), batch(null, labels()), "batch 7 has no features"),
                refused("no labels", dense(), batch(features, null), "no labels for output layer 1"),
                refused("no rows", dense(), batch(Nd4j.empty(DataType.DOUBLE), labels()), "batch 7 is empty"),
                refused("width", dense(), batch(gaussian(1, ROWS, 4), labels()), "[4, 4]", "expects [rows, 5]"),
                refused("rank", dense(), batch(gaussian(1, ROWS, 5, 2, 2), labels()), "[4, 5, 2, 2]", "[rows, 5]"),
                refused(
                        "number of inputs",
                        dense(),
                        new MultiDataSet(new INDArray[] {features, features}, new INDArray[] {labels()}),
                        "2 arrays of features",
                        "1 input(s)"),
                refused(
                        "label width",
                        dense(),
                        batch(features, gaussian(1, ROWS, 2)),
                        "[4, 2]",
                        "[rows, " + CLASSES + "]"),
                refused(
                        "label rank",
                        dense(),
                        batch(features, sequenceLabels()),
                        "[4, 3, 5]",
                        "[rows, " + CLASSES + "]"),
                refused(
                        "number of outputs",
                        dense(),
                        new MultiDataSet(new INDArray[] {features}, new INDArray[] {labels(), labels()}),
                        "2 arrays of labels",
                        "1 output(s)"),
                refused("rows", dense(), batch(gaussian(1, 3, 5), labels()), "labels of shape [4, 3]", "3 rows"),
                refused(
                        "a vector for a sequence",
                        lstm(),
                        batch(gaussian(1, ROWS, 3), sequenceLabels()),
                        "[4, 3]",
                        "[rows, 3, steps]"),
                refused(
                        "width of a sequence",
                        lstm(),
                        batch(gaussian(1, ROWS, 2, STEPS), sequenceLabels()),
                        "[4, 2, 5]",
                        "[rows, 3, steps]"),
                refused("labels of a sequence", lstm(), batch(sequence, labels()), "[4, 3]", "[rows, 3, steps]"),
                refused(
                        "channels",
                        convolution(),
                        batch(gaussian(1, ROWS, 3, 6, 6), labels()),
                        "[4, 3, 6, 6]",
                        "[rows, 2, height, width]"),
                refused(
                        "masked sequence",
                        lstm(),
                        Samples.masked(sequence, sequenceLabels(), nothing, null),
                        "masks every step of example 2"),
                refused(
                        "masked labels",
                        lstm(),
                        Samples.masked(sequence, sequenceLabels(), null, mask().assign(0)),
                        "masks all labels"),
                refused(
                        "shape of a mask",
                        lstm(),
                        Samples.masked(sequence, sequenceLabels(), Nd4j.ones(ROWS, STEPS + 1), null),
                        "mask of shape [4, 6]",
                        "[rows, steps]"),
                refused(
                        "labels of another number of steps",
                        lstm(),
                        batch(sequence, gaussian(1, ROWS, CLASSES, STEPS + 2)),
                        "[4, 3, 7]",
                        "sequences of 5 steps, not 7"),
                refused(
                        "size of an image",
                        convolution(),
                        batch(gaussian(1, ROWS, 2, 8, 8), labels()),
                        "layer 1",
                        "[4, 3, 7, 7]"),
                refused(
                        "mask of vectors",
                        dense(),
                        Samples.masked(features, labels(), Nd4j.ones(DataType.DOUBLE, ROWS, 3), null),
                        "in layer 0",
                        "masks"),
                refused(
                        "mask of labels in rows",
                        dense(),
                        Samples.masked(features, labels(), null, Nd4j.ones(ROWS, 2)),
                        "mask of shape [4, 2]",
                        "[rows, 1]"),
                refused(
                        "mask of another output",
                        lstm(),
                        Samples.masked(sequence, sequenceLabels(), null, Nd4j.ones(ROWS, CLASSES + 1, STEPS)),
                        "mask of shape [4, 4, 5]",
                        "one number for each label"),
                refused(
                        "steps before units",
                        lstm(),
                        batch(sequence.permute(0, 2, 1).dup(), sequenceLabels()),
                        "[4, 5, 3]",
                        "[rows, 3, steps]"),
                refused(
                        "rows of a mask",
                        lstm(),
                        Samples.masked(sequence, sequenceLabels(), Nd4j.ones(2, STEPS), null),
                        "mask of the features of shape [2, 5]",
                        "4 rows"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedBatches")
    void aBatchThatDoesNotFitIsRefused(String what, Model model, MultiDataSet batch, List<String> said) {
        assertThatThrownBy(() -> BackwardProbe.of(model).read(batch, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("batch 7 ")
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(said));
    }

    @Test
    void noBatchIsRefused() {
        BackwardProbe probe = BackwardProbe.of(dense());

        assertThatThrownBy(() -> probe.read((DataSet) null, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch 0 is null");
        assertThatThrownBy(() -> probe.read((org.nd4j.linalg.dataset.api.MultiDataSet) null, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch 0 is null");
    }

    @Test
    void labelsThatALossLayerCannotCompareAreRefused() {
        MultiLayerNetwork network = stack(
                InputType.feedForward(5),
                new DenseLayer.Builder().nOut(CLASSES).build(),
                new LossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build());

        assertThatThrownBy(() -> BackwardProbe.of(network).read(batch(gaussian(1, ROWS, 5), gaussian(1, ROWS, 2)), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[4, 2]")
                .hasMessageContaining("[4, 3]");
    }

    @Test
    void noModelIsRefused() {
        assertThatThrownBy(() -> BackwardProbe.of(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null");
    }

    @Test
    void aModelThatIsNoNetworkIsRefused() {
        Model layer = dense().getLayer(0);

        assertThatThrownBy(() -> BackwardProbe.of(layer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MultiLayerNetwork");
    }

    @Test
    void aNetworkThatIsNotInitializedIsRefused() {
        MultiLayerNetwork stack = new MultiLayerNetwork(dense().getLayerWiseConfigurations());
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("out", new OutputLayer.Builder().nIn(2).nOut(2).build(), "in")
                .setOutputs("out")
                .build());

        for (Model model : new Model[] {stack, graph}) {
            assertThatThrownBy(() -> BackwardProbe.of(model))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("init()");
        }
    }

    @Test
    void aNetworkWithoutLossIsRefused() {
        MultiLayerNetwork network =
                stack(InputType.feedForward(5), new DenseLayer.Builder().nOut(3).build());

        assertThatThrownBy(() -> BackwardProbe.of(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loss");
    }

    @Test
    void aNetworkWithoutParametersIsRefused() {
        MultiLayerNetwork network = stack(
                InputType.feedForward(5),
                new ActivationLayer.Builder().activation(Activation.TANH).build(),
                new LossLayer.Builder(LossFunction.MSE).build());

        assertThatThrownBy(() -> BackwardProbe.of(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no parameters");
    }

    private static Arguments refused(String what, Model model, MultiDataSet batch, String... said) {
        return Arguments.of(what, model, batch, List.of(said));
    }

    private static MultiDataSet batch(@Nullable INDArray features, @Nullable INDArray labels) {
        MultiDataSet batch = new MultiDataSet();
        if (features != null) {
            batch.setFeatures(new INDArray[] {features});
        }
        if (labels != null) {
            batch.setLabels(new INDArray[] {labels});
        }
        return batch;
    }

    private static MultiLayerNetwork dense() {
        return stack(InputType.feedForward(5), new DenseLayer.Builder().nOut(4).build(), output());
    }

    private static MultiLayerNetwork convolution() {
        return stack(
                InputType.convolutional(6, 6, 2),
                new ConvolutionLayer.Builder(2, 2).nOut(3).build(),
                output());
    }

    private static MultiLayerNetwork lstm() {
        return stack(
                InputType.recurrent(3, STEPS),
                new LSTM.Builder().nOut(4).activation(Activation.TANH).build(),
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build());
    }
}
