package org.gradientdoctor.samples.theory;

import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A stack of equal dense layers as Deeplearning4j initializes it, and random data for it.
 *
 * @param hidden hidden layers, all as wide as the input
 * @param width units of each
 * @param batch examples
 */
record RandomStack(int hidden, int width, int batch) {
    private static final int CLASSES = 10;

    MultiLayerNetwork network(Activation activation, WeightInit weights, long seed) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Sgd(.1))
                .activation(activation)
                .weightInit(weights)
                .list();
        for (int i = 0; i < hidden; i++) {
            list.layer(new DenseLayer.Builder().nIn(width).nOut(width).build());
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(width)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** Standardized inputs, [batch, width], and a random class for each, [batch, 10]. */
    DataSet data(long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[batch][width];
        INDArray labels = Nd4j.zeros(batch, CLASSES);
        for (int i = 0; i < batch; i++) {
            for (int j = 0; j < width; j++) {
                rows[i][j] = (float) random.nextGaussian();
            }
            labels.putScalar(i, random.nextInt(CLASSES), 1);
        }
        return new DataSet(Nd4j.create(rows), labels);
    }
}
