package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gradientdoctor.listeners.probe.Samples.CLASSES;
import static org.gradientdoctor.listeners.probe.Samples.ROWS;
import static org.gradientdoctor.listeners.probe.Samples.STEPS;
import static org.gradientdoctor.listeners.probe.SmallStacks.output;
import static org.gradientdoctor.listeners.probe.SmallStacks.sequenceOutput;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Probing leaves the network and the thread's random state as they were, bit for bit, and training goes on alike. */
class ProbeUntouchedTest {

    private record Kind(String name, Supplier<Model> network, DataSet batch) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        INDArray flat = Samples.gaussian(1, ROWS, 5).castTo(DataType.FLOAT);
        INDArray sequence = Samples.gaussian(1, ROWS, 3, STEPS).castTo(DataType.FLOAT);
        INDArray classes = Samples.labels().castTo(DataType.FLOAT);
        INDArray steps = Samples.sequenceLabels().castTo(DataType.FLOAT);
        INDArray mask = Samples.mask().castTo(DataType.FLOAT);
        DataSet masked = new DataSet(sequence, steps, mask, mask);
        return Stream.of(
                new Kind(
                        "dense",
                        () -> stack(DataType.FLOAT, InputType.feedForward(5), dense(7), dense(6), output()),
                        new DataSet(flat, classes)),
                new Kind(
                        "convolution and batch normalization",
                        () -> stack(
                                DataType.FLOAT,
                                InputType.convolutional(5, 5, 1),
                                new ConvolutionLayer.Builder(2, 2).nOut(3).build(),
                                new BatchNormalization.Builder().build(),
                                dense(6),
                                output()),
                        new DataSet(Samples.gaussian(1, ROWS, 1, 5, 5).castTo(DataType.FLOAT), classes)),
                new Kind(
                        "dropout, drawn slopes and weight noise",
                        () -> stack(
                                DataType.FLOAT,
                                InputType.feedForward(5),
                                new DenseLayer.Builder()
                                        .nOut(7)
                                        .activation(Activation.RRELU)
                                        .build(),
                                new DenseLayer.Builder()
                                        .nOut(6)
                                        .dropOut(.5)
                                        .weightNoise(new DropConnect(.8))
                                        .build(),
                                output()),
                        new DataSet(flat, classes)),
                new Kind(
                        "LSTM with masks",
                        () -> stack(DataType.FLOAT, InputType.recurrent(3, STEPS), lstm(), sequenceOutput()),
                        masked),
                new Kind(
                        "bidirectional with dropout inside",
                        () -> stack(
                                DataType.FLOAT,
                                InputType.recurrent(3, STEPS),
                                new Bidirectional(new LSTM.Builder()
                                        .nOut(4)
                                        .dropOut(.5)
                                        .activation(Activation.TANH)
                                        .build()),
                                new LastTimeStep(new SimpleRnn.Builder()
                                        .nIn(8)
                                        .nOut(4)
                                        .dropOut(.7)
                                        .activation(Activation.TANH)
                                        .build()),
                                output()),
                        new DataSet(sequence, classes, mask, null)),
                new Kind(
                        "truncated in time",
                        () -> {
                            NeuralNetConfiguration.ListBuilder list =
                                    builder(DataType.FLOAT).list().layer(lstm()).layer(sequenceOutput());
                            list.setInputType(InputType.recurrent(3, STEPS));
                            list.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(2);
                            MultiLayerNetwork network = new MultiLayerNetwork(list.build());
                            network.init();
                            return network;
                        },
                        masked),
                new Kind(
                        "half precision",
                        () -> stack(DataType.FLOAT16, InputType.feedForward(5), dense(7), output()),
                        new DataSet(flat.castTo(DataType.FLOAT16), classes.castTo(DataType.FLOAT16))),
                new Kind(
                        "frozen",
                        () -> stack(
                                DataType.FLOAT,
                                InputType.feedForward(5),
                                new FrozenLayer(new DenseLayer.Builder()
                                        .nIn(5)
                                        .nOut(6)
                                        .dropOut(.5)
                                        .build()),
                                new DenseLayer.Builder().nIn(6).nOut(6).build(),
                                output()),
                        new DataSet(flat, classes)),
                new Kind("residual graph", ProbeUntouchedTest::graph, new DataSet(flat, classes)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingOfATrainedNetworkIsTouched(Kind kind) {
        Model model = kind.network().get();
        fit(model, kind.batch(), 3);
        model.setListeners(new CollectScoresIterationListener());
        List<String> before = state(model);
        long root = Nd4j.getRandom().rootState();
        long node = Nd4j.getRandom().nodeState();

        BackwardProbe probe = BackwardProbe.of(model);
        probe.read(kind.batch(), 0);
        probe.read(kind.batch(), 1);

        assertThat(Nd4j.getRandom().rootState()).isEqualTo(root);
        assertThat(Nd4j.getRandom().nodeState()).isEqualTo(node);
        assertThat(state(model)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void trainingGoesOnAsThatOfATwin(Kind kind) {
        INDArray[] parameters = new INDArray[2];
        for (int twin = 0; twin < 2; twin++) {
            Model model = kind.network().get();
            Nd4j.getRandom().setSeed(5);
            fit(model, kind.batch(), 2);
            if (twin == 1) {
                BackwardProbe.of(model).read(kind.batch(), 0);
            }
            fit(model, kind.batch(), 10);
            parameters[twin] = model.params().dup();
        }
        assertThat(parameters[1].castTo(DataType.DOUBLE).toDoubleVector())
                .isEqualTo(parameters[0].castTo(DataType.DOUBLE).toDoubleVector());
    }

    @Test
    void aNetworkWithoutUpdaterYetHasNoneAfterwards() {
        MultiLayerNetwork network = stack(DataType.FLOAT, InputType.feedForward(5), dense(7), output());

        BackwardProbe.of(network).read(new DataSet(Samples.gaussian(1, ROWS, 5), Samples.labels()), 0);

        assertThat(network.getUpdater(false)).isNull();
        assertThat(network.getGradientsViewArray()).isNull();
    }

    @Test
    void slopesThatTheNetworkHasDrawnStay() {
        MultiLayerNetwork network = stack(
                DataType.FLOAT,
                InputType.feedForward(5),
                new DenseLayer.Builder().nOut(7).activation(Activation.RRELU).build(),
                output());
        DataSet batch = new DataSet(
                Samples.gaussian(1, ROWS, 5).castTo(DataType.FLOAT),
                Samples.labels().castTo(DataType.FLOAT));
        fit(network, batch, 1);
        ActivationRReLU function =
                (ActivationRReLU) ((DenseLayer) network.getLayer(0).conf().getLayer()).getActivationFn();
        INDArray drawn = function.getAlpha();

        BackwardProbe.of(network).read(batch, 0);

        assertThat(function.getAlpha()).isSameAs(drawn);
    }

    @Test
    void theSameBatchGivesTheSameReading() {
        Kind dropout = kinds().filter(kind -> kind.name().startsWith("dropout"))
                .findFirst()
                .orElseThrow();
        BackwardProbe probe = BackwardProbe.of(dropout.network().get());

        assertThat(probe.read(dropout.batch(), 0).reading().layers().toString())
                .isEqualTo(probe.read(dropout.batch(), 1).reading().layers().toString());
    }

    @Test
    void aRefusedBatchLeavesTheRandomStateAlone() {
        MultiLayerNetwork network = stack(DataType.FLOAT, InputType.feedForward(5), dense(7), output());
        fit(network, kinds().findFirst().orElseThrow().batch(), 1);
        BackwardProbe probe = BackwardProbe.of(network);
        List<String> before = state(network);
        long root = Nd4j.getRandom().rootState();

        assertThatThrownBy(() -> probe.read(new DataSet(Samples.gaussian(1, ROWS, 4), Samples.labels()), 0))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(Nd4j.getRandom().rootState()).isEqualTo(root);
        assertThat(state(network)).isEqualTo(before);
    }

    /** Everything that could be touched, bit for bit: arrays by their bytes, what should stay the same by identity. */
    private static List<String> state(Model model) {
        List<String> state = new ArrayList<>();
        state.add("params " + bits(model.params()));
        state.add("conf "
                + (model instanceof MultiLayerNetwork stack
                        ? stack.getLayerWiseConfigurations().toJson()
                        : ((ComputationGraph) model).getConfiguration().toJson()));
        state.add("score " + model.score());
        List<Layer> layers;
        if (model instanceof MultiLayerNetwork stack) {
            layers = List.of(stack.getLayers());
            state.add("gradient " + bits(stack.getGradientsViewArray()));
            state.add("updater " + bits(stack.getUpdater().getStateViewArray()));
            state.add("listeners " + stack.getListeners());
            state.add("input " + bits(stack.getInput()) + bits(stack.getLabels()) + bits(stack.getMask()));
            state.add("counts " + stack.getIterationCount() + " " + stack.getEpochCount());
        } else {
            ComputationGraph graph = (ComputationGraph) model;
            layers = List.of(graph.getLayers());
            state.add("gradient " + bits(graph.getGradientsViewArray()));
            state.add("updater " + bits(graph.getUpdater().getStateViewArray()));
            state.add("listeners " + graph.getListeners());
            state.add("counts " + graph.getIterationCount() + " " + graph.getEpochCount());
        }
        for (Layer layer : layers) {
            state.add("layer input " + System.identityHashCode(layer.input()) + bits(layer.input()));
            state.add("mask " + System.identityHashCode(layer.getMaskArray()) + bits(layer.getMaskArray()));
            if (layer.conf().getLayer().getIDropout() instanceof Dropout dropout) {
                state.add("dropout " + System.identityHashCode(dropout));
            }
        }
        return state;
    }

    private static String bits(@Nullable INDArray array) {
        if (array == null || array.wasClosed() || array.isAttached()) {
            return String.valueOf(array == null);
        }
        StringBuilder bits = new StringBuilder();
        for (double value : array.castTo(DataType.DOUBLE).dup('c').data().asDouble()) {
            bits.append(Double.toHexString(value)).append(' ');
        }
        return bits.toString();
    }

    private static void fit(Model model, DataSet batch, int times) {
        for (int i = 0; i < times; i++) {
            if (model instanceof MultiLayerNetwork stack) {
                stack.fit(batch);
            } else {
                ((ComputationGraph) model).fit(batch);
            }
        }
    }

    private static NeuralNetConfiguration.Builder builder(DataType type) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-2, .9, .999, 1e-3))
                .activation(Activation.TANH)
                .dataType(type);
    }

    private static MultiLayerNetwork stack(
            DataType type, InputType input, org.deeplearning4j.nn.conf.layers.Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = builder(type).list();
        for (org.deeplearning4j.nn.conf.layers.Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.setInputType(input).build());
        network.init();
        return network;
    }

    private static ComputationGraph graph() {
        ComputationGraph graph = new ComputationGraph(builder(DataType.FLOAT)
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", new DenseLayer.Builder().nIn(5).nOut(6).build(), "in")
                .addLayer(
                        "b", new DenseLayer.Builder().nIn(6).nOut(6).dropOut(.5).build(), "a")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(6)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "sum")
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }

    private static DenseLayer dense(int units) {
        return new DenseLayer.Builder().nOut(units).build();
    }

    private static LSTM lstm() {
        return new LSTM.Builder().nOut(4).activation(Activation.TANH).build();
    }
}
