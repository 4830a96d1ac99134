package org.gradientdoctor.listeners.preflight;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A linear unit whose loss along its gradient is a parabola of known curvature. */
final class Parabola {
    private Parabola() {}

    static MultiLayerNetwork network(double rate) {
        return network(new Sgd(rate));
    }

    static MultiLayerNetwork network(IUpdater updater) {
        return decaying(updater, 0);
    }

    /** With weight decay of this coefficient. */
    static MultiLayerNetwork decaying(IUpdater updater, double coefficient) {
        return network(updater, coefficient, DataType.FLOAT);
    }

    static MultiLayerNetwork network(IUpdater updater, double coefficient, DataType type) {
        // Set on the layer: what is set for the whole network, Deeplearning4j adds to its layers twice.
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(updater)
                .dataType(type)
                .weightInit(WeightInit.ONES)
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(1)
                        .nOut(1)
                        .weightDecay(coefficient)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** All inputs the same, all labels zero. */
    static DataSet batch(double input) {
        return new DataSet(Nd4j.valueArrayOf(16, 1, input).castTo(Nd4j.defaultFloatingPointType()), Nd4j.zeros(16, 1));
    }
}
