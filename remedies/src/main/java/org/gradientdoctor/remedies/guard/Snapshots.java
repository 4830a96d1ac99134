package org.gradientdoctor.remedies.guard;

import org.jspecify.annotations.Nullable;

/**
 * Two snapshots, and no more whatever happens: a candidate, and the confirmed one that training goes back to. A candidate
 * is confirmed when the iterations up to the next one were well.
 */
final class Snapshots {
    private final int every;
    private Snapshot confirmed;
    private @Nullable Snapshot candidate;
    private @Nullable Snapshot spare;
    private long last;

    Snapshots(int every, Snapshot start) {
        this.every = every;
        this.confirmed = start;
        this.last = start.iteration();
    }

    boolean isDue(long iteration) {
        return iteration - last >= every;
    }

    /** Iterations since the confirmed one. */
    long age(long iteration) {
        return iteration - confirmed.iteration();
    }

    /** Takes a candidate after an iteration, and confirms the one before. */
    void take(NetworkState network, RecurrentStates states, Judge judge, long iteration) {
        last = iteration;
        Snapshot free = spare;
        if (candidate != null) {
            free = confirmed;
            confirmed = candidate;
        }
        spare = null;
        if (free == null || !free.fits(network)) {
            candidate = new Snapshot(network, states, judge, iteration);
        } else {
            free.take(network, states, judge, iteration);
            candidate = free;
        }
    }

    /** The one to go back to. The candidate is given up: what was wrong may have begun before it. */
    Snapshot confirmed(long now) {
        if (candidate != null) {
            spare = candidate;
            candidate = null;
        }
        last = now;
        return confirmed;
    }
}
