package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.NetworkProfile;

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
     * Decades over the path from which a trend asks for an explanation. From theory: healthy deep tanh nets
     * lose about one over ten layers.
     */
    static final double NOTABLE = 1.5;

    /** @param readings full ones, oldest first */
    static Optional<SuspectReading> of(NetworkProfile profile, List<IterationReading> readings) {
        List<SuspectReading> all = new ArrayList<>();
        for (IterationReading reading : readings) {
            DepthTrend.of(profile, reading).ifPresent(trend -> {
                SuspectReading now = new SuspectReading(reading, trend, false);
                boolean begin = Math.abs((all.isEmpty() ? now : all.get(0)).decades()) >= NOTABLE;
                all.add(new SuspectReading(reading, trend, begin));
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

    /**
     * The trend's decades, or where that is more what is lost in the very last step: a first layer that its input
     * saturates is too little for a trend.
     */
    double decades() {
        double overDepth = trend.decades();
        double lastStep = trend.logDelta().get(0) - trend.logDelta().get(1);
        return overDepth < NOTABLE && lastStep <= -NOTABLE ? Math.min(overDepth, lastStep) : overDepth;
    }
}
