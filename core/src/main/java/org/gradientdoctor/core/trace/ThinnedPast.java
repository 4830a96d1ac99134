package org.gradientdoctor.core.trace;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.reading.VitalSigns;

/**
 * Older vital signs as intervals. When there are too many, neighbors are joined up to a length that doubles as the run
 * grows, so that their number stays bounded, the whole run is resolved evenly, and the extremes of every interval
 * survive.
 */
final class ThinnedPast {
    private final int capacity;
    private List<Interval> intervals = new ArrayList<>();
    private long longest = 1;

    ThinnedPast(int capacity) {
        this.capacity = capacity;
    }

    void add(VitalSigns vitals) {
        intervals.add(Interval.of(vitals));
        if (intervals.size() > capacity) {
            thin();
        }
    }

    /** Leaves a quarter free, lest the next one has to thin again. */
    private void thin() {
        joinUpTo(longest);
        while (intervals.size() > capacity - capacity / 4) {
            longest *= 2;
            joinUpTo(longest);
        }
    }

    private void joinUpTo(long length) {
        List<Interval> joined = new ArrayList<>();
        for (Interval next : intervals) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).iterations() + next.iterations() <= length) {
                joined.set(last, joined.get(last).join(next));
            } else {
                joined.add(next);
            }
        }
        intervals = joined;
    }

    List<Interval> intervals() {
        return List.copyOf(intervals);
    }
}
