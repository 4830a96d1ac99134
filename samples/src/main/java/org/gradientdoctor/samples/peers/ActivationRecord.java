package org.gradientdoctor.samples.peers;

/**
 * The activations of one layer in one iteration. Shares are from 0 to 1; a unit of a convolution is a channel, of a
 * recurrent layer a feature, over all its positions or steps.
 *
 * @param mean over all elements
 * @param deviation population standard deviation over all elements
 * @param minimum over all elements
 * @param maximum over all elements
 * @param nonFinite how many elements are NaN or infinite
 * @param nonPositiveShare share of elements that are 0 or below
 * @param idleUnits share of units of which fewer than 1 % of the elements are above 0
 * @param beyondFive share of elements whose pre-activation lies beyond ±5; 0 unless sigmoid or tanh
 * @param pinnedUnits share of units of which fewer than 1 % of the elements have a pre-activation within −9.4999 …
 *     9.4999 (tanh) or −23 … 16.99999 (sigmoid); 0 for other functions
 * @param recent the same layer over the last iterations
 */
public record ActivationRecord(
        double mean,
        double deviation,
        double minimum,
        double maximum,
        int nonFinite,
        double nonPositiveShare,
        double idleUnits,
        double beyondFive,
        double pinnedUnits,
        Recent recent) {

    /**
     * The activations of this and up to nine iterations before, pooled.
     *
     * @param deviation population standard deviation over all elements
     * @param weakUnits share of units whose 95th percentile of |a| is below 1e-5
     * @param squashedUnits share of units whose ρ is above .85; 0 unless sigmoid or tanh. ρ is the mean distance of the
     *     outputs from the middle of the function's range, as a share of half the range (Rakitianskaia and Engelbrecht
     *     2015; with an even number of bins over the range, their histogram's sum is just that mean)
     */
    public record Recent(double deviation, double weakUnits, double squashedUnits) {}
}
