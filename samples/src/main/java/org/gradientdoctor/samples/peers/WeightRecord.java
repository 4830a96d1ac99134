package org.gradientdoctor.samples.peers;

/**
 * The weights of one layer (without biases) before the step of one iteration.
 *
 * @param meanMagnitude mean of absolute values
 * @param mean mean
 * @param variance population variance
 * @param norm root of the sum of squares
 * @param nonFinite how many of weights and biases are NaN or infinite
 */
public record WeightRecord(double meanMagnitude, double mean, double variance, double norm, int nonFinite) {

    static WeightRecord of(Summary weights, Summary biases) {
        return new WeightRecord(
                weights.meanMagnitude(),
                weights.mean(),
                weights.deviation() * weights.deviation(),
                weights.norm(),
                weights.nonFinite() + biases.nonFinite());
    }
}
