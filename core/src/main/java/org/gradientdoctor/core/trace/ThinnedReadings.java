package org.gradientdoctor.core.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A bounded number of readings: the first ones and the most recent ones all, those between ever fewer. Where one
 * must go, it is the one whose neighbors are nearest to each other on a logarithmic time axis.
 */
final class ThinnedReadings<R> {
    private final int first;
    private final int recent;
    private final int between;
    private final ToLongFunction<R> iteration;
    private final List<R> readings = new ArrayList<>();

    ThinnedReadings(int first, int recent, int between, ToLongFunction<R> iteration) {
        this.iteration = iteration;
        this.first = first;
        this.recent = recent;
        this.between = between;
    }

    void add(R reading) {
        readings.add(reading);
        if (readings.size() > first + between + recent) {
            readings.remove(leastMissed());
        }
    }

    private int leastMissed() {
        int candidate = first;
        double narrowest = Double.POSITIVE_INFINITY;
        for (int i = first; i < readings.size() - recent; i++) {
            double gap = Math.log1p(at(i + 1)) - Math.log1p(at(i - 1));
            if (gap < narrowest) {
                narrowest = gap;
                candidate = i;
            }
        }
        return candidate;
    }

    private long at(int index) {
        return iteration.applyAsLong(readings.get(index));
    }

    List<R> readings() {
        return List.copyOf(readings);
    }
}
