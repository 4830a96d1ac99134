package org.gradientdoctor.core.detect;

import java.util.OptionalLong;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * How many iterations a training may still be given: what is planned, or else a generous multiple of what was spent.
 *
 * @param iterations at least as many as were spent, so that the end of a run is not mistaken for lack of time
 * @param told whether the user said how many iterations there will be
 */
record Horizon(long iterations, boolean told) {
    /** Where no plan is known, a run may turn out ten times as long as what was seen of it. */
    static final int TIMES_SPENT = 10;
    /** Where no plan is known, this many iterations are within reach of any user. */
    static final long FLOOR = 10_000;

    static Horizon of(TraceSnapshot trace) {
        return of(trace, TIMES_SPENT, FLOOR);
    }

    /** With another multiple of what was spent, and another floor, where no plan is known. */
    static Horizon of(TraceSnapshot trace, int timesSpent, long floor) {
        OptionalLong remaining = trace.remaining();
        return remaining.isPresent()
                ? new Horizon(Math.max(remaining.getAsLong(), trace.iterations()), true)
                : new Horizon(Math.max(timesSpent * trace.iterations(), floor), false);
    }

    @Override
    public String toString() {
        return iterations + (told ? " iterations of the plan" : " iterations");
    }
}
