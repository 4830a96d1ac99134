package org.gradientdoctor.samples.faults.cases;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a plan says of every layer, in Deeplearning4j's words. */
final class Configurations {
    private Configurations() {}

    static NeuralNetConfiguration.Builder common(Plan plan, long seed) {
        NeuralNetConfiguration.Builder common = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(plan.weights)
                .biasInit(plan.bias)
                .activation(inner(plan))
                .updater(plan.optimizer.updater(plan.schedule.of(plan.rate, plan.iterations)));
        if (plan.l2 > 0) {
            common.l2(plan.l2);
        }
        if (plan.clipping > 0) {
            common.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                    .gradientNormalizationThreshold(plan.clipping);
        }
        return common;
    }

    /** The activation function of layers with weights: where a normalization follows, it comes after that. */
    static IActivation inner(Plan plan) {
        return (plan.normalized ? Activation.IDENTITY : plan.activation).getActivationFunction();
    }

    /** Gives a layer with weights what the plan says of it, which is the so-manieth from below. */
    static void hidden(Plan plan, FeedForwardLayer layer, int index) {
        layer.setActivationFn(inner(plan));
        if (plan.dropOut > 0 && index > 0) {
            // Deeplearning4j takes the share that is kept, and drops what the layer is given.
            layer.setIDropout(new Dropout(1 - plan.dropOut));
        }
    }

    static Layer frozen(Plan plan, Layer layer, int index) {
        return index < plan.frozen ? new FrozenLayer(layer) : layer;
    }

    static InputType input(Split data) {
        INDArray features = data.training().getFeatures();
        return switch (features.rank()) {
            case 2 -> InputType.feedForward(features.size(1));
            case 3 -> InputType.recurrent(features.size(1), features.size(2));
            default -> InputType.convolutional(features.size(2), features.size(3), features.size(1));
        };
    }

    private static long columns(Split data) {
        return data.training().getLabels().size(1);
    }

    static OutputLayer output(Plan plan, Split data) {
        return new OutputLayer.Builder(plan.loss)
                .nOut(columns(data))
                .activation(plan.answer)
                .biasInit(0)
                .build();
    }

    static RnnOutputLayer sequenceOutput(Plan plan, Split data) {
        return new RnnOutputLayer.Builder(plan.loss)
                .nOut(columns(data))
                .activation(plan.answer)
                .biasInit(0)
                .build();
    }
}
