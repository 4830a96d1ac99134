package org.gradientdoctor.samples.causes;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A dense network that says its input again, through a quarter as many units in the middle. */
record AutoencoderNetwork(int inputs, boolean rectified, long seed) {
    MultiLayerNetwork build() {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(rectified ? new WeightInitRelu() : new WeightInitXavier())
                .activation(rectified ? Activation.RELU : Activation.TANH)
                .updater(new Adam(1e-3))
                .list();
        for (int width : new int[] {inputs / 2, inputs / 4, inputs / 2}) {
            list.layer(new DenseLayer.Builder().nOut(width).build());
        }
        list.layer(new OutputLayer.Builder(LossFunction.MSE)
                .nOut(inputs)
                .activation(Activation.IDENTITY)
                .weightInit(new WeightInitXavier())
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.feedForward(inputs)).build());
        network.init();
        return network;
    }
}
