package org.gradientdoctor.core.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.signal.DepthTrend;
import org.gradientdoctor.core.signal.TheilSen;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * Pre-activations that grow from layer to layer until they overflow in the very first pass, so that no finite error
 * signal ever comes back: what explodes on the way back has exploded on the way there, as both pass the same weights.
 *
 * @param layers those with finite pre-activations, from input to output
 * @param decades growth of their root mean square from the first to the last of them
 */
record ForwardGrowth(List<String> layers, double decades) {
    /** Healthy pre-activations stay within a decade; this is far beyond any change of width or input scale. */
    static final double EXPLODED = 4;

    /** The growth in the first full reading, where it is beyond the threshold. */
    static Optional<ForwardGrowth> in(TraceSnapshot trace) {
        if (trace.full().isEmpty()) {
            return Optional.empty();
        }
        IterationReading first = trace.full().get(0);
        List<String> layers = new ArrayList<>();
        List<Double> logs = new ArrayList<>();
        for (LayerProfile layer : trace.profile().longestPath()) {
            SignalReading signal =
                    first.layer(layer.name()).map(read -> read.signal()).orElse(null);
            double size = signal == null
                    ? Double.NaN
                    : Math.log10(signal.preActivations().rms());
            if (Double.isFinite(size)) {
                layers.add(layer.name());
                logs.add(size);
            }
        }
        double slope =
                TheilSen.slope(logs.stream().mapToDouble(Double::doubleValue).toArray());
        double decades = slope * (logs.size() - 1);
        return logs.size() >= DepthTrend.LAYERS && decades >= EXPLODED
                ? Optional.of(new ForwardGrowth(layers, decades))
                : Optional.empty();
    }
}
