package org.gradientdoctor.samples.causes;

import java.util.Locale;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A dense stack of random size, sound as drawn; each thing that may be wrong is a field. */
final class DenseNetwork {
    int hidden;
    int width;
    int inputs;
    int outputs;
    Activation activation = Activation.TANH;
    IWeightInit weights = new WeightInitXavier();
    double weightFactor = 1;
    double bias;
    IUpdater updater;
    Activation answer = Activation.SOFTMAX;
    LossFunction loss = LossFunction.MCXENT;
    boolean normalized;
    boolean orthogonal;
    double dropOut;
    double l2;
    double clipping;
    private final long seed;

    private DenseNetwork(Draw draw) {
        hidden = draw.between(2, 5);
        width = draw.between(16, 48);
        inputs = draw.between(4, 12);
        outputs = draw.between(2, 5);
        updater = draw.coin() ? new Adam(1e-3) : new Sgd(draw.factor(.01, .05));
        if (draw.coin()) {
            rectify();
        }
        seed = draw.random().nextInt(1_000_000);
    }

    private DenseNetwork(DenseNetwork other) {
        hidden = other.hidden;
        width = other.width;
        inputs = other.inputs;
        outputs = other.outputs;
        activation = other.activation;
        weights = other.weights;
        weightFactor = other.weightFactor;
        bias = other.bias;
        updater = other.updater;
        answer = other.answer;
        loss = other.loss;
        normalized = other.normalized;
        orthogonal = other.orthogonal;
        dropOut = other.dropOut;
        l2 = other.l2;
        clipping = other.clipping;
        seed = other.seed;
    }

    static DenseNetwork drawn(Draw draw, Consumer<DenseNetwork> change) {
        DenseNetwork network = new DenseNetwork(draw);
        change.accept(network);
        return network;
    }

    /** Another one of the same sizes and seed, changed. */
    DenseNetwork with(Consumer<DenseNetwork> change) {
        DenseNetwork other = new DenseNetwork(this);
        change.accept(other);
        return other;
    }

    /** Data of its kind. */
    DataSet batch(Draw draw, int examples) {
        return outputs == 1
                ? RandomBatch.regression(draw.random(), examples, inputs, 1)
                : RandomBatch.classes(draw.random(), examples, inputs, outputs);
    }

    void rectify() {
        activation = Activation.RELU;
        weights = new WeightInitRelu();
    }

    void tanh() {
        activation = Activation.TANH;
        weights = new WeightInitXavier();
    }

    void regress() {
        answer = Activation.IDENTITY;
        loss = LossFunction.MSE;
        outputs = 1;
    }

    MultiLayerNetwork build() {
        NeuralNetConfiguration.Builder common = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(weights)
                .updater(updater);
        if (l2 > 0) {
            common.l2(l2);
        }
        if (clipping > 0) {
            common.gradientNormalization(GradientNormalization.ClipL2PerLayer).gradientNormalizationThreshold(clipping);
        }
        NeuralNetConfiguration.ListBuilder list = common.list();
        for (int i = 0; i < hidden; i++) {
            addHidden(list);
        }
        list.layer(
                new OutputLayer.Builder(loss).nOut(outputs).activation(answer).build());
        MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(InputType.feedForward(inputs))
                .validateOutputLayerConfig(false)
                .build());
        network.init();
        for (int i = 0; i < hidden && orthogonal; i++) {
            Orthonormal.rows(network.getLayer(i).getParam("W"));
        }
        for (int i = 0; i < hidden && weightFactor != 1; i++) {
            network.getLayer(i).getParam("W").muli(weightFactor);
        }
        return network;
    }

    private void addHidden(NeuralNetConfiguration.ListBuilder list) {
        DenseLayer.Builder layer = new DenseLayer.Builder()
                .nOut(width)
                .biasInit(bias)
                .activation(normalized ? Activation.IDENTITY : activation);
        if (dropOut > 0) {
            layer.dropOut(dropOut);
        }
        list.layer(layer.build());
        if (normalized) {
            list.layer(new BatchNormalization());
            list.layer(new ActivationLayer(activation));
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d×%d %s%s, %d in, %d out %s, %s %.3g",
                hidden,
                width,
                activation,
                weightFactor == 1 ? "" : String.format(Locale.ROOT, ", weights × %.2g", weightFactor),
                inputs,
                outputs,
                answer,
                updater.getClass().getSimpleName(),
                updater.getLearningRate(0, 0));
    }
}
