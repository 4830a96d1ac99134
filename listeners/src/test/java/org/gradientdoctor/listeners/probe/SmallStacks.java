package org.gradientdoctor.listeners.probe;

import static org.gradientdoctor.listeners.probe.Samples.CLASSES;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Stacks of a few layers in double precision, named by their indices, and the classifiers on top of them. */
final class SmallStacks {
    private SmallStacks() {}

    static MultiLayerNetwork stack(@Nullable InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(2)
                .updater(new Sgd(.1))
                .l2(.02)
                .dataType(DataType.DOUBLE)
                .list();
        for (int i = 0; i < layers.length; i++) {
            layers[i].setLayerName(String.valueOf(i));
            list.layer(layers[i]);
        }
        if (input != null) {
            list.setInputType(input);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static RnnOutputLayer sequenceOutput() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
