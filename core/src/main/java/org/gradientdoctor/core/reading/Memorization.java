package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * Whether a copy of the network, with its own updater, learned a few examples by heart.
 *
 * @param examples how many
 * @param iterations how many steps it was given at most
 * @param used how many it took
 * @param before score before
 * @param after lowest score reached
 * @param target score that counts as learned by heart
 */
public record Memorization(int examples, int iterations, int used, double before, double after, double target)
        implements Serializable {

    public boolean succeeded() {
        return after <= target;
    }
}
