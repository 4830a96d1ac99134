package org.gradientdoctor.core.preflight;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * Branches that begin as nothing: their last layer's weights are zero on purpose (a residual branch as in Fixup or
 * ReZero), so that no signal enters them before the first step has opened them. Where the signal comes back below, by
 * way of the skip, such a branch is left out of the path; so is all that lies below zero weights with a gradient of their
 * own, as those of an output layer that begins at zero.
 */
final class SilentGates {
    private SilentGates() {}

    /** The probe's reading without the layers of branches that are still closed. */
    static IterationReading left(TraceSnapshot trace, ProbeReading probe) {
        IterationReading reading = probe.reading();
        Set<String> closed = closed(trace.profile().longestPath(), reading);
        return closed.isEmpty()
                ? reading
                : new IterationReading(
                        reading.vitals(),
                        reading.layers().stream()
                                .filter(layer -> !closed.contains(layer.layer()))
                                .toList(),
                        reading.input(),
                        reading.predictions(),
                        reading.labels());
    }

    private static Set<String> closed(List<LayerProfile> path, IterationReading reading) {
        Set<String> closed = new HashSet<>();
        List<String> silent = new ArrayList<>();
        boolean gate = false;
        boolean opens = false;
        for (int i = path.size() - 1; i >= 0; i--) {
            LayerReading layer = reading.layer(path.get(i).name()).orElse(null);
            if (layer == null || layer.signal() == null) {
                continue;
            }
            if (layer.signal().delta().rms() > 0) {
                // The signal is back: what was silent above was a branch.
                closed.addAll(silent);
                silent.clear();
                gate = hasZeroWeights(layer);
                opens = gate && isMoved(layer);
            } else if (gate) {
                silent.add(layer.layer());
            }
        }
        if (opens) {
            closed.addAll(silent);
        }
        return closed;
    }

    private static boolean isMoved(LayerReading layer) {
        return layer.weights() != null
                && layer.weights().gradient() != null
                && layer.weights().gradient().rms() > 0;
    }

    private static boolean hasZeroWeights(LayerReading layer) {
        return layer.weights() != null && layer.weights().values().rms() == 0;
    }
}
