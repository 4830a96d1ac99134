package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * Where a unit responds to its input: which values of an element count as saturated, and which as active.
 *
 * <p>What the elements are is the caller's choice. For a rectifier's pre-activations: never saturated, active above 0.
 * For a sigmoid's outputs: saturated outside .05 … .95, say, and always active.
 *
 * @param low an element below is saturated; negative infinity for none
 * @param high an element above is saturated; positive infinity for none
 * @param activeAbove an element above is active; negative infinity for all
 */
public record ResponsiveRange(double low, double high, double activeAbove) implements Serializable {

    /**
     * @throws IllegalArgumentException if a bound is NaN or {@code low} exceeds {@code high}
     */
    public ResponsiveRange {
        if (!(low <= high) || Double.isNaN(activeAbove)) {
            throw new IllegalArgumentException("low " + low + ", high " + high + ", activeAbove " + activeAbove
                    + ": low must not exceed high and none may be NaN; leave a bound open with an infinity");
        }
    }

    /** Never saturated, always active. */
    public static ResponsiveRange unbounded() {
        return between(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Saturated outside {@code low … high}, always active. */
    public static ResponsiveRange between(double low, double high) {
        return new ResponsiveRange(low, high, Double.NEGATIVE_INFINITY);
    }

    /** Never saturated, active above the threshold: 0 for ReLU. */
    public static ResponsiveRange activeAbove(double threshold) {
        return new ResponsiveRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, threshold);
    }

    /** Whether an element lies outside {@code low … high}; NaN does not. */
    public boolean isSaturated(double element) {
        return element < low || element > high;
    }

    /** Whether an element lies above {@code activeAbove}, or all do; NaN does only then. */
    public boolean isActive(double element) {
        return element > activeAbove || isAlwaysActive();
    }

    boolean isAlwaysActive() {
        return activeAbove == Double.NEGATIVE_INFINITY;
    }

    boolean isNeverSaturated() {
        return low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY;
    }
}
