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
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A recurrent layer whose last step is classified. */
record RecurrentNetwork(boolean gated, int channels, int width, IUpdater updater, long seed) {
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
        return network;
    }
}
