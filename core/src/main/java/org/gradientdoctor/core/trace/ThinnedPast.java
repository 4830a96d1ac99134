package org.gradientdoctor.core.trace;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.reading.VitalSigns;

/**
 * Older vital signs as intervals of growing length. When there are too many, neighbors of the older half are joined
 * pairwise, so that the number stays bounded while the extremes of every interval survive.
 */
final class ThinnedPast {
    private final int capacity;
    private final List<Interval> intervals = new ArrayList<>();

    ThinnedPast(int capacity) {
        this.capacity = capacity;
    }

    void add(VitalSigns vitals) {
        intervals.add(Interval.of(vitals));
        if (intervals.size() > capacity) {
            joinOlderHalf();
        }
    }

    private void joinOlderHalf() {
        List<Interval> joined = new ArrayList<>();
        int half = intervals.size() / 2;
        for (int i = 0; i < half; i += 2) {
            Interval interval = intervals.get(i);
            joined.add(i + 1 < half ? interval.join(intervals.get(i + 1)) : interval);
        }
        joined.addAll(intervals.subList(half, intervals.size()));
        intervals.clear();
        intervals.addAll(joined);
    }

    List<Interval> intervals() {
        return List.copyOf(intervals);
    }
}
