package org.gradientdoctor.remedies.guard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts troubles and says when they are no longer rare, how far the rate is lowered for them, and when it may rise again.
 * Each level is tried a bounded number of times: one where troubles came back soon after the rate was raised to it is not
 * tried again.
 */
final class Escalation {
    private final GuardSettings settings;
    private final Deque<Long> spikes = new ArrayDeque<>();
    private long lastRollback = Long.MIN_VALUE / 2;
    private long lastTrouble = Long.MIN_VALUE / 2;
    private long lastRaise = Long.MIN_VALUE / 2;
    private int level;
    private int lowest;

    Escalation(GuardSettings settings) {
        this.settings = settings;
    }

    /** Notes a step that was clipped or skipped, and says whether such steps are no longer rare. */
    boolean isNoLongerRare(long iteration) {
        lastTrouble = iteration;
        spikes.addLast(iteration);
        while (iteration - spikes.getFirst() >= settings.window()) {
            spikes.removeFirst();
        }
        boolean often = spikes.size() > settings.spikesInWindow();
        if (often) {
            spikes.clear();
        }
        return often;
    }

    /** Notes something that says nothing of the rate, such as a batch with NaN. */
    void trouble(long iteration) {
        lastTrouble = iteration;
    }

    /** Notes that training went back, and says whether it did so not long ago. */
    boolean isRepeated(long iteration) {
        boolean repeated = iteration - lastRollback < settings.window();
        lastRollback = iteration;
        lastTrouble = iteration;
        return repeated;
    }

    /** Whether the rate can be lowered once more. */
    boolean canLower() {
        return level < settings.lowerings();
    }

    /** Lowers by one level. */
    void lower(long iteration) {
        level++;
        if (iteration - lastRaise < 2L * settings.window()) {
            lowest = level;
        }
    }

    /** Raises by one level after a quiet stretch, and says whether it did. */
    boolean raise(long iteration) {
        boolean quiet = iteration - Math.max(lastTrouble, lastRaise) >= settings.quiet();
        if (!quiet || level <= lowest) {
            return false;
        }
        level--;
        lastRaise = iteration;
        return true;
    }

    /** The rates over those the user has set, at this level. */
    double factor() {
        return Math.pow(settings.lowering(), level);
    }

    /** How often the rate is lowered now. */
    int level() {
        return level;
    }
}
