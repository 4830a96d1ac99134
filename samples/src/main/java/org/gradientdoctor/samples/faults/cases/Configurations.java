package org.gradientdoctor.samples.faults.cases;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

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

    static OutputLayer output(Plan plan, long columns) {
        return new OutputLayer.Builder(plan.loss)
                .nOut(columns)
                .activation(plan.answer)
                .biasInit(0)
                .build();
    }

    static RnnOutputLayer sequenceOutput(Plan plan, long columns) {
        return new RnnOutputLayer.Builder(plan.loss)
                .nOut(columns)
                .activation(plan.answer)
                .biasInit(0)
                .build();
    }
}
