package org.gradientdoctor.samples.causes;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A stack of 3×3 convolutions over square images.
 *
 * @param factor of the convolutions' weights; 1 leaves them as they were drawn
 */
record ConvolutionalNetwork(
        boolean rectified,
        int hidden,
        int channels,
        int side,
        int classes,
        IUpdater updater,
        long seed,
        double factor) {
    ConvolutionalNetwork times(double by) {
        return new ConvolutionalNetwork(rectified, hidden, channels, side, classes, updater, seed, by);
    }

    MultiLayerNetwork build() {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(rectified ? new WeightInitRelu() : new WeightInitXavier())
                .activation(rectified ? Activation.RELU : Activation.TANH)
                .updater(updater)
                .convolutionMode(ConvolutionMode.Same)
                .list();
        for (int i = 0; i < hidden; i++) {
            list.layer(new ConvolutionLayer.Builder(3, 3).nOut(channels).build());
        }
        list.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.convolutional(side, side, 1)).build());
        network.init();
        for (int i = 0; i < hidden; i++) {
            network.getLayer(i).getParam("W").muli(factor);
        }
        return network;
    }
}
