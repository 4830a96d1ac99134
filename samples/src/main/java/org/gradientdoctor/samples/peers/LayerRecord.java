package org.gradientdoctor.samples.peers;

import org.jspecify.annotations.Nullable;

/**
 * One layer in one iteration.
 *
 * @param gradient null where it has none: no parameters, or frozen
 * @param weights null where it has no parameters
 * @param update null where there is no gradient or there are biases only
 * @param activation null where not known: of output layers, and where the next layer's dropout has written over it
 */
public record LayerRecord(
        @Nullable GradientRecord gradient,
        @Nullable WeightRecord weights,
        @Nullable UpdateRecord update,
        @Nullable ActivationRecord activation) {

    /** How many elements of gradient, weights and activations are NaN or infinite. */
    int nonFinite() {
        return (gradient == null ? 0 : gradient.nonFinite())
                + (weights == null ? 0 : weights.nonFinite())
                + (activation == null ? 0 : activation.nonFinite());
    }
}
