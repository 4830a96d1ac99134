package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * How many elements are not finite, by kind, and what they make of the statistics: questions about results assume that
 * there is at least one.
 */
record NonFiniteCounts(long nans, long positive, long negative) implements Serializable {

    static final NonFiniteCounts NONE = new NonFiniteCounts(0, 0, 0);

    long total() {
        return nans + positive + negative;
    }

    NonFiniteCounts plus(NonFiniteCounts other) {
        return total() == 0
                ? other
                : new NonFiniteCounts(nans + other.nans, positive + other.positive, negative + other.negative);
    }

    /** Sum, and so mean, of elements of which at least one is not finite. */
    double sum() {
        if (nans > 0 || (positive > 0 && negative > 0)) {
            return Double.NaN;
        }
        return positive > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    double largestMagnitude() {
        return nans > 0 ? Double.NaN : Double.POSITIVE_INFINITY;
    }

    double smallestMagnitude(FiniteRange finite) {
        boolean infinite = Double.isNaN(finite.smallestMagnitude()) && total() > 0;
        return infinite ? Double.POSITIVE_INFINITY : finite.smallestMagnitude();
    }

    double minimum(FiniteRange finite) {
        if (nans > 0) {
            return Double.NaN;
        }
        if (negative > 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return Double.isNaN(finite.minimum()) ? Double.POSITIVE_INFINITY : finite.minimum();
    }

    double maximum(FiniteRange finite) {
        if (nans > 0) {
            return Double.NaN;
        }
        if (positive > 0) {
            return Double.POSITIVE_INFINITY;
        }
        return Double.isNaN(finite.maximum()) ? Double.NEGATIVE_INFINITY : finite.maximum();
    }
}
