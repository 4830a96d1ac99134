package org.gradientdoctor.core.reading;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An activation function as diagnosis sees it.
 *
 * @param name as Deeplearning4j prints it in lower case: {@code sigmoid}, {@code relu}, …
 * @param shape what its slope does far from zero
 * @param largestSlope the largest |φ′| it has anywhere
 * @param range where it responds; outside, units are saturated or inactive
 * @param curve the function itself, sampled; null where it is not element-wise, draws random numbers or was not sampled
 */
public record ActivationProfile(
        String name,
        ActivationShape shape,
        double largestSlope,
        ResponsiveRange range,
        @Nullable ActivationCurve curve) implements Serializable {

    /** Without the function itself. */
    public ActivationProfile(String name, ActivationShape shape, double largestSlope, ResponsiveRange range) {
        this(name, shape, largestSlope, range, null);
    }
}
