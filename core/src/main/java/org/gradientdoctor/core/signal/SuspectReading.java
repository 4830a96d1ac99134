package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * The full reading whose error signal is to be explained. An explosion is explained where it began, since a few steps
 * later its traces are dead units or NaN; a vanishing signal is explained as it stands now.
 *
 * @param reading the reading
 * @param trend its depth trend
 * @param sinceStart whether the first reading already had a notable trend; one that came later may follow from long steps
 */
record SuspectReading(IterationReading reading, DepthTrend trend, boolean sinceStart) {
    /**
     * Decades over the path from which a trend asks for an explanation. Provisional, from theory: healthy deep tanh nets
     * lose about one over ten layers.
     */
    static final double NOTABLE = 1.5;

    static Optional<SuspectReading> of(TraceSnapshot trace) {
        List<SuspectReading> all = new ArrayList<>();
        for (IterationReading reading : trace.full()) {
            DepthTrend.of(trace.profile(), reading).ifPresent(trend -> {
                DepthTrend begin = all.isEmpty() ? trend : all.get(0).trend();
                all.add(new SuspectReading(reading, trend, Math.abs(begin.decades()) >= NOTABLE));
            });
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        SuspectReading first = all.get(0);
        SuspectReading last = all.get(all.size() - 1);
        if (first.decades() >= NOTABLE) {
            return Optional.of(first);
        }
        if (last.decades() <= -NOTABLE) {
            return Optional.of(last);
        }
        return all.stream()
                .filter(suspect -> suspect.decades() >= NOTABLE)
                .max(Comparator.comparingDouble(SuspectReading::decades));
    }

    double decades() {
        return trend.decades();
    }

    boolean explodes() {
        return decades() > 0;
    }
}
