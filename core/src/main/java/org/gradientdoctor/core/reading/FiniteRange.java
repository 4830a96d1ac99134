package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * The extremes of finite numbers; NaN where there are none.
 *
 * @param smallestMagnitude smallest nonzero magnitude, NaN if all are 0
 */
record FiniteRange(double minimum, double maximum, double smallestMagnitude) implements Serializable {

    static final FiniteRange NONE = new FiniteRange(Double.NaN, Double.NaN, Double.NaN);

    double largestMagnitude() {
        return Math.max(Math.abs(minimum), Math.abs(maximum));
    }

    FiniteRange merge(FiniteRange other) {
        return new FiniteRange(
                smaller(minimum, other.minimum),
                -smaller(-maximum, -other.maximum),
                smaller(smallestMagnitude, other.smallestMagnitude));
    }

    /** The smaller one, where NaN stands for nothing. */
    private static double smaller(double a, double b) {
        if (Double.isNaN(a)) {
            return b;
        }
        return a <= b || Double.isNaN(b) ? a : b;
    }
}
