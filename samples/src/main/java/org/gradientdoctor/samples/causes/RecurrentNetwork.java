package org.gradientdoctor.samples.causes;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A recurrent layer whose last step is classified.
 *
 * @param factor of the recurrent weights; 1 leaves them as they were drawn
 */
record RecurrentNetwork(boolean gated, int channels, int width, IUpdater updater, long seed, double factor) {
    static RecurrentNetwork drawn(Draw draw, boolean gated) {
        return new RecurrentNetwork(
                gated, draw.between(3, 5), draw.between(16, 48), new Adam(1e-3), draw.between(1, 1_000_000), 1);
    }

    RecurrentNetwork times(double by) {
        return new RecurrentNetwork(gated, channels, width, updater, seed, by);
    }

    MultiLayerNetwork build() {
        BaseRecurrentLayer.Builder<?> layer = gated ? new LSTM.Builder() : new SimpleRnn.Builder();
        layer.nIn(channels).nOut(width).activation(Activation.TANH);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(new WeightInitXavier())
                .updater(updater)
                .list()
                .layer(new LastTimeStep(layer.build()))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(width)
                        .nOut(channels)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        network.getParam("0_RW").muli(factor);
        return network;
    }
}
