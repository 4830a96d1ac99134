package org.gradientdoctor.core.preflight;

import java.util.List;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** Layers whose units all have the same weights, and will have them for ever. */
final class WeightSymmetry {
    private WeightSymmetry() {}

    /**
     * The layers that are sick of it. Units of an output layer differ by their labels; branches that begin as nothing
     * beside a skip, all weights zero, are opened by the first step.
     */
    static List<String> sick(TraceSnapshot trace, ProbeReading probe) {
        boolean branches = trace.profile().layers().stream()
                .anyMatch(layer -> layer.inputs().size() > 1);
        return probe.equalUnits().stream()
                .filter(name ->
                        trace.profile().layer(name).map(WeightSymmetry::matters).orElse(false))
                .filter(name -> !(branches && isZero(probe, name)))
                .toList();
    }

    private static boolean matters(LayerProfile layer) {
        return layer.fanOut() > 1
                && layer.role() != LayerRole.OUTPUT
                && layer.role() != LayerRole.NORMALIZATION
                && layer.isTrainable();
    }

    private static boolean isZero(ProbeReading probe, String name) {
        return probe.reading()
                .layer(name)
                .map(layer ->
                        layer.weights() != null && layer.weights().values().rms() == 0)
                .orElse(false);
    }
}
