package org.gradientdoctor.remedies;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Plain stacks for two numbers and two classes. */
public final class SickNetworks {
    private static final int HIDDEN = 10;

    private SickNetworks() {}

    /** Eleven sigmoid layers: the error signal loses a factor of four and more in each. */
    public static MultiLayerNetwork deepSigmoid() {
        return stack(Activation.SIGMOID, new Sgd(.1), HIDDEN, 1);
    }

    /** What ends all that fails in it. */
    static SwapActivation rectified() {
        return rectified(HIDDEN);
    }

    private static SwapActivation rectified(int layers) {
        List<String> hidden =
                IntStream.range(0, layers).mapToObj(i -> "layer" + i).toList();
        return new SwapActivation(
                hidden,
                Activation.LEAKYRELU,
                hidden.stream().collect(Collectors.toMap(layer -> layer, layer -> Initialization.he())),
                5);
    }

    /** The same with dropout, in which trials differ by their masks, too. */
    public static MultiLayerNetwork deepSigmoidWithDropout() {
        return stack(Activation.SIGMOID, new Sgd(.1), HIDDEN, .9);
    }

    /** Three layers whose rectifiers are cut off for all inputs: sick at a third of the deep network's time. */
    static MultiLayerNetwork dead() {
        return stack(Activation.RELU, new Sgd(.1), 2, 1, -8);
    }

    /** What ends all that fails in it. */
    static SwapActivation revived() {
        return rectified(2);
    }

    public static MultiLayerNetwork stack(Activation activation, IUpdater updater, int hidden, double kept) {
        return stack(activation, updater, hidden, kept, 0);
    }

    private static MultiLayerNetwork stack(
            Activation activation, IUpdater updater, int hidden, double kept, double bias) {
        var list = new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(updater)
                .weightInit(WeightInit.XAVIER)
                .activation(activation)
                .biasInit(bias)
                .dropOut(kept == 1 ? 0 : kept)
                .list();
        for (int i = 0; i < hidden; i++) {
            list.layer(new DenseLayer.Builder().nIn(i == 0 ? 2 : 16).nOut(16).build());
        }
        list.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .dropOut(0)
                .biasInit(0)
                .nIn(16)
                .nOut(2)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }
}
