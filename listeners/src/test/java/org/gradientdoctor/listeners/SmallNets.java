package org.gradientdoctor.listeners;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks of each kind and batches that fit them. */
final class SmallNets {
    static final int ROWS = 6;
    static final int STEPS = 4;
    static final int CLASSES = 3;

    enum Kind {
        DENSE,
        CONVOLUTION,
        LSTM_SEQUENCE,
        BIDIRECTIONAL,
        BATCH_NORMALIZED,
        DROPOUT
    }

    private SmallNets() {}

    static List<Layer> layers(Kind kind) {
        return switch (kind) {
            case DENSE -> List.of(dense(5, 7, Activation.TANH), dense(7, 6, Activation.RELU), output(6));
            case DROPOUT ->
                List.of(
                        dense(5, 7, Activation.SIGMOID),
                        new DenseLayer.Builder()
                                .nIn(7)
                                .nOut(6)
                                .activation(Activation.ELU)
                                .dropOut(.5)
                                .build(),
                        output(6));
            case BATCH_NORMALIZED ->
                List.of(
                        dense(5, 7, Activation.IDENTITY),
                        new BatchNormalization.Builder().nIn(7).nOut(7).build(),
                        new ActivationLayer.Builder()
                                .activation(Activation.SIGMOID)
                                .build(),
                        dense(7, 6, Activation.SWISH),
                        output(6));
            case CONVOLUTION ->
                List.of(
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(3)
                                .activation(Activation.TANH)
                                .build(),
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build(),
                        new ConvolutionLayer.Builder(2, 2)
                                .nOut(4)
                                .activation(Activation.RELU)
                                .build(),
                        output(4));
            case LSTM_SEQUENCE ->
                List.of(
                        new LSTM.Builder()
                                .nIn(3)
                                .nOut(5)
                                .activation(Activation.TANH)
                                .build(),
                        new SimpleRnn.Builder()
                                .nIn(5)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build(),
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(4)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build());
            case BIDIRECTIONAL ->
                List.of(
                        new Bidirectional(new LSTM.Builder()
                                .nIn(3)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build()),
                        new LastTimeStep(new SimpleRnn.Builder()
                                .nIn(8)
                                .nOut(5)
                                .activation(Activation.TANH)
                                .build()),
                        output(5));
        };
    }

    static DenseLayer dense(int in, int out, Activation activation) {
        return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
    }

    static OutputLayer output(int in) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(in)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static InputType inputType(Kind kind) {
        return switch (kind) {
            case DENSE, DROPOUT, BATCH_NORMALIZED -> InputType.feedForward(5);
            case CONVOLUTION -> InputType.convolutional(6, 6, 2);
            case LSTM_SEQUENCE, BIDIRECTIONAL -> InputType.recurrent(3, STEPS);
        };
    }

    static NeuralNetConfiguration.Builder builder(IUpdater updater, DataType type) {
        return new NeuralNetConfiguration.Builder().seed(12345).updater(updater).dataType(type);
    }

    static MultiLayerNetwork stack(Kind kind, IUpdater updater, DataType type) {
        NeuralNetConfiguration.ListBuilder list = builder(updater, type).list();
        layers(kind).forEach(list::layer);
        MultiLayerNetwork net =
                new MultiLayerNetwork(list.setInputType(inputType(kind)).build());
        net.init();
        return net;
    }

    static MultiLayerNetwork stack(NeuralNetConfiguration.Builder builder, Layer... layers) {
        return stack(builder.list(), layers);
    }

    static MultiLayerNetwork stack(NeuralNetConfiguration.ListBuilder list, Layer... layers) {
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork net = new MultiLayerNetwork(list.build());
        net.init();
        return net;
    }

    static ComputationGraph graph(Kind kind, IUpdater updater, DataType type) {
        ComputationGraphConfiguration.GraphBuilder graph =
                builder(updater, type).graphBuilder().addInputs("in");
        String last = "in";
        int index = 0;
        for (Layer layer : layers(kind)) {
            String name = "l" + index++;
            graph.addLayer(name, layer, last);
            last = name;
        }
        ComputationGraph net = new ComputationGraph(
                graph.setOutputs(last).setInputTypes(inputType(kind)).build());
        net.init();
        return net;
    }

    /** Batches, always the same ones. */
    static List<DataSet> batches(Kind kind, int count) {
        List<DataSet> batches = new ArrayList<>();
        Nd4j.getRandom().setSeed(77);
        for (int i = 0; i < count; i++) {
            batches.add(batch(kind));
        }
        return batches;
    }

    private static DataSet batch(Kind kind) {
        return switch (kind) {
            case DENSE, DROPOUT, BATCH_NORMALIZED -> new DataSet(Nd4j.randn(ROWS, 5), labels(ROWS));
            case CONVOLUTION -> new DataSet(Nd4j.randn(ROWS, 2, 6, 6), labels(ROWS));
            case BIDIRECTIONAL -> new DataSet(Nd4j.randn(ROWS, 3, STEPS), labels(ROWS));
            case LSTM_SEQUENCE -> new DataSet(Nd4j.randn(ROWS, 3, STEPS), sequenceLabels(ROWS, STEPS));
        };
    }

    static INDArray labels(int rows) {
        INDArray labels = Nd4j.zeros(rows, CLASSES);
        for (int i = 0; i < rows; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return labels;
    }

    static INDArray sequenceLabels(int rows, int steps) {
        INDArray labels = Nd4j.zeros(rows, CLASSES, steps);
        for (int i = 0; i < rows; i++) {
            for (int t = 0; t < steps; t++) {
                labels.putScalar(new int[] {i, (i + t) % CLASSES, t}, 1);
            }
        }
        return labels;
    }

    static void fit(Model model, DataSet batch) {
        if (model instanceof MultiLayerNetwork stack) {
            stack.fit(batch);
        } else {
            ((ComputationGraph) model).fit(batch);
        }
    }

    static void listen(Model model, TrainingListener... listeners) {
        model.setListeners(listeners);
    }

    /** A net made anew by the supplier, on a thread whose random state is always the same. */
    static Model fresh(Supplier<Model> net) {
        Model model = net.get();
        Nd4j.getRandom().setSeed(99);
        return model;
    }
}
