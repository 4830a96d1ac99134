package org.gradientdoctor.samples.demo;

import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of ten hidden layers that do not learn, each for one reason. */
public enum SickNetwork {
    /** Each sigmoid passes at most a quarter of the error signal back: ten of them leave a millionth. */
    VANISHING(
            "ten sigmoid layers of 16 units, Xavier weights",
            Activation.SIGMOID,
            new WeightInitXavier(),
            new WeightInitXavier(),
            Symptom.VANISHING_GRADIENT,
            Cause.SATURATING_ACTIVATION),
    /** Weights of variance 1 where 2/16 would do: each layer enlarges the signal almost threefold, forth and back. */
    EXPLODING(
            "ten ReLU layers of 16 units, weights drawn from N(0, 1)",
            Activation.RELU,
            new WeightInitDistribution(new NormalDistribution(0, 1)),
            new WeightInitDistribution(new NormalDistribution(0, 1)),
            Symptom.EXPLODING_GRADIENT,
            Cause.WEIGHT_SCALE_TOO_LARGE);

    private static final int DEPTH = 10;
    private static final int WIDTH = 16;
    private static final double RATE = .1;

    private final String description;
    private final Activation activation;
    private final IWeightInit hiddenWeights;
    private final IWeightInit outputWeights;
    private final Symptom symptom;
    private final Cause cause;

    SickNetwork(
            String description,
            Activation activation,
            IWeightInit hiddenWeights,
            IWeightInit outputWeights,
            Symptom symptom,
            Cause cause) {
        this.description = description;
        this.activation = activation;
        this.hiddenWeights = hiddenWeights;
        this.outputWeights = outputWeights;
        this.symptom = symptom;
        this.cause = cause;
    }

    /** The network before its first iteration. */
    public MultiLayerNetwork build(long seed) {
        return build(DEPTH, activation, hiddenWeights, outputWeights, seed);
    }

    /** What the treated networks are measured against: two ReLU layers, well initialized. */
    public static MultiLayerNetwork healthyTwin(long seed) {
        return build(2, Activation.RELU, new WeightInitRelu(), new WeightInitXavier(), seed);
    }

    private static MultiLayerNetwork build(
            int depth, Activation activation, IWeightInit hiddenWeights, IWeightInit outputWeights, long seed) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Sgd(RATE))
                .list();
        for (int layer = 0; layer < depth; layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(layer == 0 ? IrisFlowers.FEATURES : WIDTH)
                    .nOut(WIDTH)
                    .activation(activation)
                    .weightInit(hiddenWeights)
                    .build());
        }
        layers.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(WIDTH)
                .nOut(IrisFlowers.SPECIES.count())
                .activation(Activation.SOFTMAX)
                .weightInit(outputWeights)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    /** {@code vanishing}. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is made of. */
    String description() {
        return description;
    }

    /** What a doctor should see. */
    Symptom symptom() {
        return symptom;
    }

    /** What a doctor should name first. */
    Cause cause() {
        return cause;
    }
}
