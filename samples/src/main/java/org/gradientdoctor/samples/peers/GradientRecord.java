package org.gradientdoctor.samples.peers;

/**
 * The gradient of one layer in one iteration: of the mean loss over examples, before clipping and updater.
 *
 * @param meanMagnitude mean of absolute values, over the weights
 * @param mean mean, over the weights
 * @param norm root of the sum of squares, over the weights
 * @param elements of weights and biases
 * @param zeros how many of them are exactly 0
 * @param nonFinite how many of them are NaN or infinite
 */
public record GradientRecord(double meanMagnitude, double mean, double norm, int elements, int zeros, int nonFinite) {

    /** Joins the summary of the weights with the counts of the biases. */
    static GradientRecord of(Summary weights, Summary biases) {
        return new GradientRecord(
                weights.meanMagnitude(),
                weights.mean(),
                weights.norm(),
                weights.count() + biases.count(),
                weights.zeros() + biases.zeros(),
                weights.nonFinite() + biases.nonFinite());
    }
}
