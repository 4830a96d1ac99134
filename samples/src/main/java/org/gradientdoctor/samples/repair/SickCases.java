package org.gradientdoctor.samples.repair;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.gradientdoctor.samples.data.AddingProblem;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.data.UciData;
import org.gradientdoctor.samples.demo.IrisFlowers;
import org.gradientdoctor.samples.demo.SickNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** One network for each way of being sick that a user is likely to meet. */
final class SickCases {
    private static final int EPOCHS = 20;
    private static final int BATCH = 32;
    private static final int STEPS = 20;
    private static final double RATE = .1;

    private SickCases() {}

    static List<SickCase> all() {
        return List.of(
                iris("ten sigmoid layers", SickNetwork.VANISHING),
                iris("ten ReLU layers from N(0, 1)", SickNetwork.EXPLODING),
                new SickCase(
                        "eight tanh layers from N(0, 1)",
                        SickCases::digits,
                        seed -> dense(
                                8,
                                Activation.TANH,
                                new WeightInitDistribution(new NormalDistribution(0, 1)),
                                0,
                                RATE,
                                seed),
                        seed -> dense(8, Activation.TANH, new WeightInitXavier(), 0, RATE, seed),
                        BATCH,
                        EPOCHS),
                new SickCase(
                        "dead ReLUs, biases of -8",
                        SickCases::digits,
                        seed -> dense(4, Activation.RELU, new WeightInitRelu(), -8, RATE, seed),
                        seed -> dense(4, Activation.RELU, new WeightInitRelu(), 0, RATE, seed),
                        BATCH,
                        EPOCHS),
                new SickCase(
                        "40 plain convolutions",
                        seed -> PlainConvolutions.data(seed),
                        seed -> PlainConvolutions.network(40, seed),
                        seed -> PlainConvolutions.network(3, seed),
                        BATCH,
                        EPOCHS),
                new SickCase(
                        "rate 100 times too large",
                        SickCases::digits,
                        seed -> dense(3, Activation.RELU, new WeightInitRelu(), 0, 100 * RATE, seed),
                        seed -> dense(3, Activation.RELU, new WeightInitRelu(), 0, RATE, seed),
                        BATCH,
                        EPOCHS),
                new SickCase(
                        "rate 1000 times too small",
                        SickCases::digits,
                        seed -> dense(3, Activation.RELU, new WeightInitRelu(), 0, RATE / 1000, seed),
                        seed -> dense(3, Activation.RELU, new WeightInitRelu(), 0, RATE, seed),
                        BATCH,
                        EPOCHS),
                new SickCase(
                        "SimpleRnn, adding over 20 steps",
                        SickCases::adding,
                        // Its activation is Deeplearning4j's own where none is given, a sigmoid.
                        seed -> recurrent(
                                new SimpleRnn.Builder().nIn(2).nOut(32).build(), seed),
                        seed -> recurrent(
                                new LSTM.Builder()
                                        .nIn(2)
                                        .nOut(32)
                                        .activation(Activation.TANH)
                                        .build(),
                                seed),
                        50,
                        40),
                new SickCase(
                        "Wine in raw units",
                        seed -> ThreeParts.of(UciData.WINE.load(), seed),
                        seed -> wine(seed),
                        seed -> wine(seed),
                        true,
                        16,
                        50));
    }

    private static SickCase iris(String name, SickNetwork network) {
        return new SickCase(
                name,
                seed -> ThreeParts.of(IrisFlowers.all().data(), seed).standardized(),
                network::build,
                SickNetwork::healthyTwin,
                16,
                100);
    }

    private static ThreeParts digits(long seed) {
        return ThreeParts.of(UciData.DIGITS.load(), seed).standardized();
    }

    private static ThreeParts adding(long seed) {
        DataSet all = AddingProblem.draw(2000, STEPS, seed);
        Split split = Split.of(all, .25, seed);
        Split held = Split.of(split.validation(), .5, seed);
        return new ThreeParts(split.training(), held.training(), held.validation());
    }

    private static MultiLayerNetwork dense(
            int depth, Activation activation, IWeightInit weights, double bias, double rate, long seed) {
        var layers = builder(seed, new Sgd(rate)).list();
        for (int i = 0; i < depth; i++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(i == 0 ? UciData.DIGITS.features() : 32)
                    .nOut(32)
                    .activation(activation)
                    .weightInit(weights)
                    .biasInit(bias)
                    .build());
        }
        return initialized(layers.layer(softmax(32, UciData.DIGITS.classes())));
    }

    private static MultiLayerNetwork wine(long seed) {
        var layers = builder(seed, new Sgd(RATE)).list();
        for (int i = 0; i < 2; i++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(i == 0 ? UciData.WINE.features() : 16)
                    .nOut(16)
                    .activation(Activation.RELU)
                    .weightInit(new WeightInitRelu())
                    .build());
        }
        return initialized(layers.layer(softmax(16, UciData.WINE.classes())));
    }

    private static MultiLayerNetwork recurrent(Layer layer, long seed) {
        return initialized(builder(seed, new Adam(5e-3))
                .list()
                .layer(new LastTimeStep(layer))
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(32)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build()));
    }

    static NeuralNetConfiguration.Builder builder(long seed, IUpdater updater) {
        return new NeuralNetConfiguration.Builder().seed(seed).updater(updater).weightInit(new WeightInitXavier());
    }

    static OutputLayer softmax(int inputs, int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static MultiLayerNetwork initialized(NeuralNetConfiguration.ListBuilder layers) {
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }
}
