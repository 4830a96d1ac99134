package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * Whether a copy of the network, with its own updater, learned a few examples by heart.
 *
 * @param hindrance why it was not tried; empty where it was
 * @param examples how many
 * @param iterations how many steps it was given at most
 * @param used how many it took
 * @param before score before
 * @param after lowest score reached
 * @param last score at the end; not finite where the steps left what numbers can hold
 * @param target score that counts as learned by heart
 */
public record Memorization(
        String hindrance,
        int examples,
        int iterations,
        int used,
        double before,
        double after,
        double last,
        double target)
        implements Serializable {

    /** It could not be tried. */
    public static Memorization notTried(String hindrance) {
        return new Memorization(hindrance, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    public boolean wasTried() {
        return hindrance.isEmpty();
    }

    public boolean succeeded() {
        return after <= target;
    }
}
