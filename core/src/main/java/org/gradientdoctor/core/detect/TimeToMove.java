package org.gradientdoctor.core.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.signal.TheilSen;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * For each trainable layer the iterations until its weights have moved by 1 % at the present rate, ‖θ‖ / (100·‖Δθ‖):
 * what a small gradient costs. Weights alone, as biases often start at zero. A layer whose weights are all zero, or
 * whose update can't be read, has none.
 *
 * @param iterations by layer, from input to output; infinite where the update is exactly zero
 */
record TimeToMove(Map<String, Double> iterations) {
    /** Parameters that have moved by less than this share have learned next to nothing. */
    static final double SHARE = .01;
    /** Where so many of the layers concerned can't move, the others build on sand. */
    static final double IMMOBILE = 1 / 3.0;
    /** The latest full readings whose median is taken. */
    private static final int READINGS = 3;

    static TimeToMove of(TraceSnapshot trace) {
        Map<String, Double> iterations = new LinkedHashMap<>();
        for (LayerProfile layer : trace.profile().trainable()) {
            double time = TheilSen.median(trace.lastFull(READINGS).stream()
                    .mapToDouble(reading -> SHARE / updateRatio(reading, layer.name()))
                    .filter(value -> !Double.isNaN(value))
                    .toArray());
            if (!Double.isNaN(time)) {
                iterations.put(layer.name(), time);
            }
        }
        return new TimeToMove(iterations);
    }

    /** RMS of the weights' update over RMS of the weights; NaN where it can't be formed. */
    static double updateRatio(IterationReading reading, String layer) {
        ParameterReading weights =
                reading.layer(layer).map(read -> read.weights()).orElse(null);
        return weights == null ? Double.NaN : weights.updateRatio();
    }

    boolean isKnown() {
        return !iterations.isEmpty();
    }

    /** Those of the given layers that need longer than the horizon, in their order. */
    List<String> beyond(Horizon horizon, List<String> layers) {
        List<String> immobile = new ArrayList<>();
        for (String layer : layers) {
            if (iterations.getOrDefault(layer, Double.NaN) > horizon.iterations()) {
                immobile.add(layer);
            }
        }
        return immobile;
    }

    /** Whether at least a third of the given layers whose time is known need longer than the horizon. */
    boolean isBeyond(Horizon horizon, List<String> layers) {
        long known = layers.stream().filter(iterations::containsKey).count();
        return known > 0 && beyond(horizon, layers).size() >= IMMOBILE * known;
    }

    /** The longest time of the given layers; NaN where none is known. */
    double longest(List<String> layers) {
        return layers.stream()
                .mapToDouble(layer -> iterations.getOrDefault(layer, Double.NaN))
                .filter(time -> !Double.isNaN(time))
                .max()
                .orElse(Double.NaN);
    }

    /** Whether at least a third of all layers whose time is known need longer than the horizon. */
    boolean isBeyond(Horizon horizon) {
        return isBeyond(horizon, List.copyOf(iterations.keySet()));
    }
}
