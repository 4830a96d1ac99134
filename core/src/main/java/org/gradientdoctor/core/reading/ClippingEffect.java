package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * What gradient clipping or normalization did to one gradient.
 *
 * @param engaged share of the layers (0..1) whose gradient it changed; NaN where the network clips nothing
 * @param shrink the clipped gradient's norm over the raw one's (1: unchanged); NaN where unknown
 * @param cosine cosine between the clipped and the raw gradient (1: direction kept); NaN where unknown
 */
public record ClippingEffect(double engaged, double shrink, double cosine) implements Serializable {
    private static final ClippingEffect NONE = new ClippingEffect(Double.NaN, Double.NaN, Double.NaN);

    /** The network neither clips nor normalizes gradients. */
    public static ClippingEffect none() {
        return NONE;
    }

    /** Whether the network has clipping whose effect was read. */
    public boolean isConfigured() {
        return !Double.isNaN(engaged);
    }
}
