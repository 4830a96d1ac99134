package org.gradientdoctor.listeners.preflight;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks and batches for preflight: sound ones, and the same with one thing wrong. */
final class Patients {
    static final int CLASSES = 3;

    /** A dense stack; each thing that may be wrong is a field. */
    static final class Dense {
        int hidden = 4;
        int width = 32;
        int inputs = 4;
        Activation activation = Activation.TANH;
        IWeightInit weights = new WeightInitXavier();
        double bias;
        IUpdater updater = new Sgd(.1);
        Activation answer = Activation.SOFTMAX;
        LossFunction loss = LossFunction.MCXENT;
        int outputs = CLASSES;
        boolean normalized;
        double dropOut;
        long seed = 12345;

        static Dense with(Consumer<Dense> change) {
            Dense dense = new Dense();
            change.accept(dense);
            return dense;
        }

        MultiLayerNetwork build() {
            NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                    .seed(seed)
                    .weightInit(weights)
                    .updater(updater)
                    .list();
            for (int i = 0; i < hidden; i++) {
                DenseLayer.Builder layer = new DenseLayer.Builder()
                        .nOut(width)
                        .biasInit(bias)
                        .activation(normalized ? Activation.IDENTITY : activation);
                if (dropOut > 0) {
                    layer.dropOut(dropOut);
                }
                list.layer(layer.build());
                if (normalized) {
                    list.layer(new BatchNormalization());
                    list.layer(new ActivationLayer(activation));
                }
            }
            list.layer(new OutputLayer.Builder(loss)
                    .nOut(outputs)
                    .activation(answer)
                    .build());
            MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(InputType.feedForward(inputs))
                    .validateOutputLayerConfig(false)
                    .build());
            network.init();
            return network;
        }
    }

    private Patients() {}

    static void sigmoid(Dense dense) {
        dense.hidden = 10;
        dense.activation = Activation.SIGMOID;
    }

    static void rectifiers(Dense dense) {
        dense.activation = Activation.RELU;
        dense.weights = new WeightInitRelu();
    }

    /** Twenty sigmoid layers with batch normalization before each. */
    static void normalized(Dense dense) {
        dense.hidden = 20;
        dense.activation = Activation.SIGMOID;
        dense.normalized = true;
    }

    static void regression(Dense dense) {
        dense.answer = Activation.IDENTITY;
        dense.loss = LossFunction.MSE;
        dense.outputs = 1;
        dense.updater = new Sgd(1e-2);
    }

    /** Fifty layers: 24 blocks of two with a batch normalization at the end and an identity skip. */
    static ComputationGraph residual(IUpdater updater) {
        return residual(updater, true, new WeightInitRelu());
    }

    /** The same without normalization, each branch ending in zeros, as Fixup has it (Zhang et al. 2019). */
    static ComputationGraph closed() {
        return residual(new Sgd(.01), false, new WeightInitConstant(0));
    }

    private static ComputationGraph residual(IUpdater updater, boolean normalized, IWeightInit last) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(7)
                .weightInit(new WeightInitRelu())
                .updater(updater)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(4));
        graph.addLayer("stem", relu(), "in");
        String from = "stem";
        for (int i = 0; i < 24; i++) {
            graph.addLayer("a" + i, relu(), from);
            Layer second = new DenseLayer.Builder()
                    .nOut(32)
                    .weightInit(last)
                    .activation(Activation.IDENTITY)
                    .build();
            graph.addLayer("b" + i, second, "a" + i);
            String branch = "b" + i;
            if (normalized) {
                graph.addLayer("n" + i, new BatchNormalization(), branch);
                branch = "n" + i;
            }
            graph.addVertex("sum" + i, new ElementWiseVertex(ElementWiseVertex.Op.Add), from, branch);
            from = "sum" + i;
        }
        graph.addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build(),
                from);
        ComputationGraph network = new ComputationGraph(graph.setOutputs("out").build());
        network.init();
        return network;
    }

    private static Layer relu() {
        return new DenseLayer.Builder().nOut(32).activation(Activation.RELU).build();
    }

    static MultiLayerNetwork lstm(IUpdater updater) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(updater)
                .list()
                .layer(new LastTimeStep(new LSTM.Builder()
                        .nIn(4)
                        .nOut(32)
                        .activation(Activation.TANH)
                        .build()))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(32)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** Gaussian blobs around a center for each class, standardized enough. */
    static DataSet blobs(int examples, int columns) {
        return blobs(examples, columns, 1);
    }

    static DataSet blobs(int examples, int columns, long seed) {
        Random random = new Random(seed);
        double[][] centers = new double[CLASSES][columns];
        Random fixed = new Random(99);
        for (double[] center : centers) {
            Arrays.setAll(center, i -> fixed.nextGaussian());
        }
        double[][] features = new double[examples][columns];
        double[][] labels = new double[examples][CLASSES];
        for (int e = 0; e < examples; e++) {
            int label = random.nextInt(CLASSES);
            labels[e][label] = 1;
            for (int c = 0; c < columns; c++) {
                features[e][c] = .7 * (centers[label][c] + random.nextGaussian());
            }
        }
        return new DataSet(floats(features), floats(labels));
    }

    static DataSet regression(int examples, double scale) {
        Random random = new Random(1);
        double[][] features = new double[examples][4];
        double[][] labels = new double[examples][1];
        for (int e = 0; e < examples; e++) {
            Arrays.setAll(features[e], i -> random.nextGaussian());
            labels[e][0] = scale * (features[e][0] * features[e][1] + .1 * random.nextGaussian());
        }
        return new DataSet(floats(features), floats(labels));
    }

    /** [examples, 4, steps], the class in the mean of the last steps. */
    static DataSet sequences(int examples, int steps) {
        Random random = new Random(1);
        INDArray features = Nd4j.create(examples, 4, steps);
        double[][] labels = new double[examples][CLASSES];
        for (int e = 0; e < examples; e++) {
            int label = random.nextInt(CLASSES);
            labels[e][label] = 1;
            for (int t = 0; t < steps; t++) {
                for (int c = 0; c < 4; c++) {
                    features.putScalar(e, c, t, random.nextGaussian() + (c == label ? 1 : 0));
                }
            }
        }
        return new DataSet(features, floats(labels));
    }

    static DataSet scaled(DataSet data, double factor, double shift) {
        return new DataSet(data.getFeatures().mul(factor).addi(shift), data.getLabels());
    }

    static INDArray floats(double[][] rows) {
        return Nd4j.create(rows).castTo(DataType.FLOAT);
    }
}
