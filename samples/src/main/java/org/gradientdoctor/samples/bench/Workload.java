package org.gradientdoctor.samples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network and its data, on which the cost of watching is measured. Batch size 64, ten classes, random data. */
enum Workload {
    /** Ten dense layers of 128 units. */
    MLP(128, InputType.feedForward(128)) {
        @Override
        MultiLayerConfiguration configuration() {
            NeuralNetConfiguration.ListBuilder list = builder().list();
            for (int i = 0; i < 10; i++) {
                list.layer(new DenseLayer.Builder().nOut(128).build());
            }
            return list.layer(output()).setInputType(input()).build();
        }
    },
    /** LeNet as Deeplearning4j's examples have it: two convolutions of 5 × 5 with pooling, one dense layer of 500. */
    LENET(784, InputType.convolutionalFlat(28, 28, 1)) {
        @Override
        MultiLayerConfiguration configuration() {
            return builder()
                    .list()
                    .layer(new ConvolutionLayer.Builder(5, 5).nOut(20).build())
                    .layer(new SubsamplingLayer.Builder()
                            .kernelSize(2, 2)
                            .stride(2, 2)
                            .build())
                    .layer(new ConvolutionLayer.Builder(5, 5).nOut(50).build())
                    .layer(new SubsamplingLayer.Builder()
                            .kernelSize(2, 2)
                            .stride(2, 2)
                            .build())
                    .layer(new DenseLayer.Builder().nOut(500).build())
                    .layer(output())
                    .setInputType(input())
                    .build();
        }
    };

    private static final int BATCH = 64;
    private static final int BATCHES = 16;
    private static final int CLASSES = 10;
    private static final long SEED = 12345;

    private final int features;
    private final InputType input;

    Workload(int features, InputType input) {
        this.features = features;
        this.input = input;
    }

    abstract MultiLayerConfiguration configuration();

    InputType input() {
        return input;
    }

    MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration());
        network.init();
        return network;
    }

    List<DataSet> batches() {
        Random random = new Random(SEED);
        List<DataSet> batches = new ArrayList<>();
        for (int b = 0; b < BATCHES; b++) {
            float[][] rows = new float[BATCH][features];
            INDArray labels = Nd4j.zeros(BATCH, CLASSES);
            for (int i = 0; i < BATCH; i++) {
                for (int j = 0; j < features; j++) {
                    rows[i][j] = (float) random.nextGaussian();
                }
                labels.putScalar(i, random.nextInt(CLASSES), 1);
            }
            batches.add(new DataSet(Nd4j.create(rows), labels));
        }
        return batches;
    }

    static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .updater(new Adam(1e-3))
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU);
    }

    static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .weightInit(WeightInit.XAVIER)
                .nOut(CLASSES)
                .build();
    }
}
