package org.gradientdoctor.core.diagnosis;

import java.io.Serializable;

/**
 * A number against its threshold.
 *
 * @param what what was measured, with its unit or that it is a ratio: {@code decades of the error signal lost}
 * @param value what was found; NaN and infinities stay what they are
 * @param threshold what it was compared with; NaN where it only informs
 */
public record Measurement(String what, double value, double threshold) implements Serializable {
    /** A number that only informs. */
    public static Measurement of(String what, double value) {
        return new Measurement(what, value, Double.NaN);
    }
}
