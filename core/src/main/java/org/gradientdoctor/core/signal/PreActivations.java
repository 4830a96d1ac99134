package org.gradientdoctor.core.signal;

/**
 * Pre-activations of a layer, taken as Gaussian over units and examples.
 *
 * @param mean NaN where unknown
 * @param variance NaN where unknown
 */
record PreActivations(double mean, double variance) {
    boolean isKnown() {
        return Double.isFinite(mean) && Double.isFinite(variance) && variance >= 0;
    }

    double deviation() {
        return Math.sqrt(variance);
    }

    double meanSquare() {
        return mean * mean + variance;
    }

    /** The same around zero. */
    PreActivations centered() {
        return new PreActivations(0, variance);
    }
}
