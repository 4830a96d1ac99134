package org.gradientdoctor.samples.uses;

import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.samples.data.Moons;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The patient of these programs: ten sigmoid layers that shall tell two half moons apart, and do not learn. */
final class DeepSigmoid {
    /** Hidden layers: each passes back at most a quarter of the error signal. */
    private static final int DEPTH = 10;

    private static final int WIDTH = 16;
    private static final int EXAMPLES = 200;
    private static final int MINIBATCH = 20;

    private DeepSigmoid() {}

    static MultiLayerNetwork build() {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(.1))
                .activation(Activation.SIGMOID)
                .weightInit(WeightInit.XAVIER)
                .list();
        for (int layer = 0; layer < DEPTH; layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(layer == 0 ? 2 : WIDTH)
                    .nOut(WIDTH)
                    .build());
        }
        layers.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(WIDTH)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    /** Other examples for every seed. */
    static DataSet examples(long seed) {
        return Moons.draw(EXAMPLES, .1, seed);
    }

    /** The same in minibatches. */
    static DataSetIterator data(long seed) {
        return new ListDataSetIterator<>(examples(seed).asList(), MINIBATCH);
    }
}
