package org.gradientdoctor.listeners.healthy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The hard negatives: networks that are well although some statistic of theirs looks sick. */
class HealthyNetworksTest {
    private static final int ITERATIONS = 300;

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void aHealthyNetworkIsNotCalledFailing(String kind, Model network, Supplier<DataSet> data, int unwatched) {
        Diagnosis diagnosis = watch(network, data, unwatched, ITERATIONS);

        assertThat(diagnosis.verdict()).as(diagnosis.toString()).isIn(Outcome.HEALTHY, Outcome.WARNING);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void aHealthyNetworkThatIsMerelyYoungIsNotCalledFailing(
            String kind, Model network, Supplier<DataSet> data, int unwatched) {
        Diagnosis diagnosis = watch(network, data, unwatched, 12);

        assertThat(diagnosis.verdict()).as(diagnosis.toString()).isNotEqualTo(Outcome.FAILING);
    }

    static Stream<Arguments> networks() {
        Supplier<DataSet> blobs = blobs(16, 2.5);
        return Stream.of(
                Arguments.of("converged", dense(2, Activation.RELU, new Adam(1e-2)), blobs(16, 6), 400),
                Arguments.of("batch size 1", dense(2, Activation.RELU, new Sgd(.02)), blobs(1, 2.5), 0),
                Arguments.of("frozen lower layers", frozen(), blobs, 0),
                Arguments.of("fine-tuning", fineTuning(), blobs, 0),
                Arguments.of("dropout .5", dropout(), blobs, 0),
                Arguments.of("batch-normalized deep sigmoid", normalizedSigmoid(), blobs(32, 2.5), 0),
                Arguments.of("LSTM with clipping", lstm(), supply(16, batches -> batches.sequences(10)), 0),
                Arguments.of("residual graph", residual(), blobs, 0),
                Arguments.of("autoencoder", autoencoder(), supply(16, Batches::autoencoder), 0),
                Arguments.of("regression with Adam", regression(), supply(32, Batches::regression), 0),
                Arguments.of("deep tanh", dense(10, Activation.TANH, new Sgd(.1)), blobs, 0),
                Arguments.of("convolutional", convolutional(), supply(16, Batches::corners), 0),
                Arguments.of("class imbalance 1:50", imbalanced(), supply(64, Batches::imbalanced), 0),
                Arguments.of("a third of labels wrong", dense(2, Activation.RELU, new Adam(1e-3)), noisy(), 0),
                Arguments.of("confident", dense(3, Activation.SIGMOID, new Adam(3e-2)), blobs(16, 12), 300),
                Arguments.of("embedding with unused rows", embedding(), supply(16, Batches::words), 0),
                Arguments.of("warm-up", dense(3, Activation.RELU, new Sgd(warmUp())), blobs, 0),
                Arguments.of("cyclic rate", dense(3, Activation.RELU, new Sgd(cycle())), blobs, 0),
                Arguments.of("momentum", dense(3, Activation.RELU, new Nesterovs(.05, .9)), blobs, 0));
    }

    private static Diagnosis watch(Model network, Supplier<DataSet> data, int unwatched, int iterations) {
        fit(network, data, unwatched);
        GradientHealthListener health = GradientHealthListener.create();
        network.addListeners(health);
        fit(network, data, iterations);
        return health.diagnosis();
    }

    private static void fit(Model network, Supplier<DataSet> data, int iterations) {
        for (int i = 0; i < iterations; i++) {
            if (network instanceof MultiLayerNetwork stack) {
                stack.fit(data.get());
            } else if (network instanceof ComputationGraph graph) {
                graph.fit(data.get());
            }
        }
    }

    private interface Kind {
        DataSet draw(Batches batches);
    }

    private static Supplier<DataSet> supply(int size, Kind kind) {
        Batches batches = new Batches(size, 42);
        return () -> kind.draw(batches);
    }

    private static Supplier<DataSet> blobs(int size, double distance) {
        return supply(size, batches -> batches.blobs(distance, 0));
    }

    private static Supplier<DataSet> noisy() {
        return supply(16, batches -> batches.blobs(3, .33));
    }

    private static MapSchedule warmUp() {
        return new MapSchedule(ScheduleType.ITERATION, Map.of(0, 1e-6, 50, 1e-3, 100, .05));
    }

    private static CycleSchedule cycle() {
        return new CycleSchedule(ScheduleType.ITERATION, .005, .2, 100, 10, .1);
    }

    private static NeuralNetConfiguration.Builder builder(Activation activation, IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(updater)
                .activation(activation)
                .weightInit(activation == Activation.RELU ? WeightInit.RELU : WeightInit.XAVIER);
    }

    private static OutputLayer softmax(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .weightInit(WeightInit.XAVIER)
                .nOut(classes)
                .build();
    }

    private static OutputLayer identity(int outputs) {
        return new OutputLayer.Builder(LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .weightInit(WeightInit.XAVIER)
                .nOut(outputs)
                .build();
    }

    private static DenseLayer units(int units) {
        return new DenseLayer.Builder().nOut(units).build();
    }

    private static MultiLayerNetwork stack(NeuralNetConfiguration.Builder builder, InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = builder.list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.setInputType(input).build());
        network.init();
        return network;
    }

    private static MultiLayerNetwork dense(int depth, Activation activation, IUpdater updater) {
        Layer[] layers = new Layer[depth + 1];
        for (int i = 0; i < depth; i++) {
            layers[i] = units(16);
        }
        layers[depth] = softmax(3);
        return stack(builder(activation, updater), InputType.feedForward(4), layers);
    }

    private static MultiLayerNetwork frozen() {
        return stack(
                builder(Activation.RELU, new Adam(1e-2)),
                InputType.feedForward(4),
                new FrozenLayer(units(16)),
                new FrozenLayer(units(16)),
                units(16),
                softmax(3));
    }

    private static MultiLayerNetwork fineTuning() {
        MultiLayerNetwork network = dense(3, Activation.RELU, new Adam(1e-2));
        fit(network, blobs(16, 2.5), 400);
        network.setLearningRate(1e-5);
        return network;
    }

    private static MultiLayerNetwork dropout() {
        return stack(
                builder(Activation.RELU, new Adam(1e-2)),
                InputType.feedForward(4),
                units(32),
                new DenseLayer.Builder().nOut(32).dropOut(.5).build(),
                new DenseLayer.Builder().nOut(32).dropOut(.5).build(),
                softmax(3));
    }

    private static MultiLayerNetwork normalizedSigmoid() {
        Layer[] layers = new Layer[21];
        for (int i = 0; i < 20; i += 2) {
            layers[i] = new DenseLayer.Builder()
                    .nOut(16)
                    .activation(Activation.IDENTITY)
                    .build();
            layers[i + 1] = new BatchNormalization.Builder()
                    .activation(Activation.SIGMOID)
                    .build();
        }
        layers[20] = softmax(3);
        return stack(builder(Activation.SIGMOID, new Adam(1e-2)), InputType.feedForward(4), layers);
    }

    private static MultiLayerNetwork lstm() {
        return stack(
                builder(Activation.TANH, new Adam(1e-2))
                        .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                        .gradientNormalizationThreshold(1),
                InputType.recurrent(1),
                new LSTM.Builder().nOut(12).build(),
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .nOut(2)
                        .build());
    }

    private static MultiLayerNetwork autoencoder() {
        return stack(
                builder(Activation.TANH, new Adam(1e-2)),
                InputType.feedForward(16),
                units(12),
                units(2),
                units(12),
                identity(16));
    }

    private static MultiLayerNetwork regression() {
        return stack(
                builder(Activation.RELU, new Adam(1e-2)), InputType.feedForward(2), units(32), units(32), identity(1));
    }

    private static MultiLayerNetwork convolutional() {
        return stack(
                builder(Activation.RELU, new Adam(1e-2)),
                InputType.convolutionalFlat(8, 8, 1),
                new ConvolutionLayer.Builder(3, 3).nOut(6).build(),
                new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
                units(16),
                softmax(4));
    }

    private static MultiLayerNetwork imbalanced() {
        return stack(
                builder(Activation.RELU, new Adam(1e-2)), InputType.feedForward(4), units(16), units(16), softmax(2));
    }

    private static MultiLayerNetwork embedding() {
        return stack(
                builder(Activation.RELU, new Adam(3e-2)),
                InputType.feedForward(200),
                new EmbeddingLayer.Builder().nIn(200).nOut(8).build(),
                units(16),
                softmax(2));
    }

    private static ComputationGraph residual() {
        GraphBuilder graph = builder(Activation.RELU, new Adam(3e-3))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(4))
                .addLayer("stem", units(16), "in");
        String below = "stem";
        for (int i = 0; i < 10; i++) {
            graph.addLayer("a" + i, units(16), below)
                    .addLayer(
                            "b" + i,
                            new DenseLayer.Builder()
                                    .nOut(16)
                                    .activation(Activation.IDENTITY)
                                    .weightInit(WeightInit.ZERO)
                                    .build(),
                            "a" + i)
                    .addVertex("sum" + i, new ElementWiseVertex(ElementWiseVertex.Op.Add), below, "b" + i);
            below = "sum" + i;
        }
        ComputationGraph network = new ComputationGraph(
                graph.addLayer("out", softmax(3), below).setOutputs("out").build());
        network.init();
        return network;
    }
}
