package org.gradientdoctor.samples.peers;

/**
 * The step of one layer's weights (without biases) in one iteration.
 *
 * @param meanMagnitude mean of absolute values
 * @param norm root of the sum of squares
 * @param unchanged whether every weight is after the step what NumPy's {@code allclose} takes for equal to what it was
 *     before: |Δw| ≤ 1e-8 + 1e-5 |w|
 */
public record UpdateRecord(double meanMagnitude, double norm, boolean unchanged) {
    private static final double ABSOLUTE = 1e-8;
    private static final double RELATIVE = 1e-5;

    /**
     * @param steps what was subtracted
     * @param after the weights they led to
     */
    static UpdateRecord of(double[] steps, double[] after) {
        boolean unchanged = true;
        for (int i = 0; i < steps.length && unchanged; i++) {
            unchanged = Math.abs(steps[i]) <= ABSOLUTE + RELATIVE * Math.abs(after[i]);
        }
        Summary summary = Summary.of(steps);
        return new UpdateRecord(summary.meanMagnitude(), summary.norm(), unchanged);
    }
}
