package org.gradientdoctor.samples.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks of three classes. */
final class Nets {
    private Nets() {}

    private static NeuralNetConfiguration.Builder builder(DataType type) {
        return new NeuralNetConfiguration.Builder().seed(5).dataType(type).updater(new Adam(.01));
    }

    private static DenseLayer dense(int in, int out, Activation activation) {
        return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
    }

    private static OutputLayer output(int in) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(in)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** 4 → 5 tanh → 6 ReLU → 3, with L2. */
    static MultiLayerNetwork dense(DataType type) {
        MultiLayerNetwork net = new MultiLayerNetwork(builder(type)
                .l2(.01)
                .list()
                .layer(dense(4, 5, Activation.TANH))
                .layer(dense(5, 6, Activation.RELU))
                .layer(output(6))
                .build());
        net.init();
        return net;
    }

    /** Images of 8×8. */
    static MultiLayerNetwork convolutional() {
        MultiLayerNetwork net = new MultiLayerNetwork(builder(DataType.FLOAT)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(5)
                        .activation(Activation.SIGMOID)
                        .dropOut(.5)
                        .build())
                .layer(output(5))
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
        net.init();
        return net;
    }

    /** Sequences of two features. */
    static MultiLayerNetwork recurrent() {
        MultiLayerNetwork net = new MultiLayerNetwork(builder(DataType.FLOAT)
                .list()
                .layer(new LastTimeStep(new LSTM.Builder()
                        .nIn(2)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build()))
                .layer(output(4))
                .build());
        net.init();
        return net;
    }

    /** 4 → 5 tanh, plus itself through another 5 tanh, → 3. */
    static ComputationGraph residual() {
        ComputationGraphConfiguration configuration = builder(DataType.FLOAT)
                .graphBuilder()
                .addInputs("in")
                .addLayer("stem", dense(4, 5, Activation.TANH), "in")
                .addLayer("branch", dense(5, 5, Activation.TANH), "stem")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "stem", "branch")
                .addLayer("out", output(5), "sum")
                .setOutputs("out")
                .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    /** Batches of seven examples: features even from -2 to 2 in this shape, one of three classes at random. */
    static List<DataSet> batches(int count, DataType type, int... shape) {
        Random random = new Random(3);
        List<DataSet> batches = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            int size = 1;
            long[] full = new long[shape.length + 1];
            full[0] = 7;
            for (int d = 0; d < shape.length; d++) {
                full[d + 1] = shape[d];
                size *= shape[d];
            }
            double[] features = random.doubles(7L * size).map(u -> 4 * u - 2).toArray();
            double[][] labels = new double[7][3];
            for (double[] label : labels) {
                label[random.nextInt(3)] = 1;
            }
            batches.add(new DataSet(
                    Nd4j.createFromArray(features).reshape(full).castTo(type),
                    Nd4j.createFromArray(labels).castTo(type)));
        }
        return batches;
    }

    /** In 'c' order. */
    static double[] elements(INDArray array) {
        return array.dup('c').data().asDouble();
    }
}
