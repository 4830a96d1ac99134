package org.gradientdoctor.core.trace;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.reading.IterationReading;

/**
 * A bounded number of full readings: the first ones and the most recent ones all, those between ever fewer. Where one
 * must go, it is the one whose neighbors are nearest to each other on a logarithmic time axis.
 */
final class ThinnedFullReadings {
    private final int first;
    private final int recent;
    private final int between;
    private final List<IterationReading> readings = new ArrayList<>();

    ThinnedFullReadings(int first, int recent, int between) {
        this.first = first;
        this.recent = recent;
        this.between = between;
    }

    void add(IterationReading reading) {
        readings.add(reading);
        if (readings.size() > first + between + recent) {
            readings.remove(leastMissed());
        }
    }

    private int leastMissed() {
        int candidate = first;
        double narrowest = Double.POSITIVE_INFINITY;
        for (int i = first; i < readings.size() - recent; i++) {
            double gap = Math.log1p(readings.get(i + 1).iteration())
                    - Math.log1p(readings.get(i - 1).iteration());
            if (gap < narrowest) {
                narrowest = gap;
                candidate = i;
            }
        }
        return candidate;
    }

    List<IterationReading> readings() {
        return List.copyOf(readings);
    }
}
