package org.gradientdoctor.samples.peers;

import org.jspecify.annotations.Nullable;

/** What DeepDiagnosis advises once it has found a symptom: the first that lies outside of its range. */
final class DiagnosisAdvice {
    private static final double LEAST_VARIANCE = 1e-5;
    private static final double MOST_VARIANCE = 10;
    private static final double LEAST_RATIO = 1e-5;
    private static final double MOST_RATIO = .1;

    private static final String WEIGHTS = "poor weights";
    private static final String NORMALIZE = "normalize the data";
    private static final String RATE = "change the learning rate";

    private DiagnosisAdvice() {}

    /** @param inputFirst whether the input is looked at before the weights */
    static String of(PeerIteration at, boolean inputFirst) {
        boolean input = at.inputMinimum() < -1 || at.inputMaximum() > 1;
        if (inputFirst && input) {
            return NORMALIZE;
        }
        if (at.layers().stream().anyMatch(layer -> isPoor(layer.weights()))) {
            return WEIGHTS;
        }
        if (input) {
            return NORMALIZE;
        }
        return hasWrongRate(at) ? RATE : "change the activation function or the optimizer";
    }

    static String ofVanishing(PeerIteration at) {
        return hasWrongRate(at) ? RATE : "add or delete a layer or change the sigmoid activation function";
    }

    private static boolean isPoor(@Nullable WeightRecord weights) {
        return weights != null && (weights.variance() < LEAST_VARIANCE || weights.variance() > MOST_VARIANCE);
    }

    /** Its ratio is that of plain gradient descent, rate · ‖dW‖ / ‖W‖; the step itself stands for rate · dW. */
    private static boolean hasWrongRate(PeerIteration at) {
        return at.layers().stream().anyMatch(layer -> {
            if (layer.update() == null || layer.weights() == null) {
                return false;
            }
            double ratio = layer.update().norm() / layer.weights().norm();
            return ratio < LEAST_RATIO || ratio > MOST_RATIO;
        });
    }
}
