package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * An activation function as diagnosis sees it.
 *
 * @param name as Deeplearning4j prints it in lower case: {@code sigmoid}, {@code relu}, …
 * @param shape what its slope does far from zero
 * @param largestSlope the largest |φ′| it has anywhere
 * @param range where it responds; outside, units are saturated or inactive
 */
public record ActivationProfile(String name, ActivationShape shape, double largestSlope, ResponsiveRange range)
        implements Serializable {}
