package org.gradientdoctor.core.trace;

import java.io.Serializable;

/**
 * What watching cost, measured by the watcher itself.
 *
 * @param watchingNanos time spent in the toolkit's callbacks, nanoseconds
 * @param trainingNanos time between the first and the last callback less the above, nanoseconds
 * @param fullReadings how many full readings were taken
 * @param schedule the schedule of full readings, for people
 */
public record WatchCost(long watchingNanos, long trainingNanos, long fullReadings, String schedule)
        implements Serializable {
    private static final WatchCost NONE = new WatchCost(0, 0, 0, "");

    public static WatchCost none() {
        return NONE;
    }

    /** Watching as a share of training, a ratio; NaN before anything was timed. */
    public double ratio() {
        return trainingNanos <= 0 ? Double.NaN : (double) watchingNanos / trainingNanos;
    }
}
