package org.gradientdoctor.listeners.ui;

import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A small network that can be trained on and on. */
final class Training {
    private static final int ROWS = 16;

    final MultiLayerNetwork network;
    private final DataSet batch;

    /** @param hidden the name of its hidden layer */
    Training(String hidden) {
        network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(.1))
                .list(
                        new DenseLayer.Builder()
                                .name(hidden)
                                .nIn(4)
                                .nOut(8)
                                .activation(Activation.TANH)
                                .build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(8)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build())
                .build());
        network.init();
        Random random = new Random(3);
        double[][] rows = new double[ROWS][4];
        double[][] labels = new double[ROWS][2];
        for (int i = 0; i < ROWS; i++) {
            for (int k = 0; k < 4; k++) {
                rows[i][k] = random.nextGaussian();
            }
            labels[i][rows[i][0] > 0 ? 1 : 0] = 1;
        }
        batch = new DataSet(
                Nd4j.createFromArray(rows).castTo(network.params().dataType()), Nd4j.createFromArray(labels));
    }

    Training() {
        this("hidden");
    }

    Training heardBy(TrainingListener... listeners) {
        network.setListeners(listeners);
        return this;
    }

    Training run(int iterations) {
        for (int i = 0; i < iterations; i++) {
            network.fit(batch);
        }
        return this;
    }
}
