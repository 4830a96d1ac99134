package org.gradientdoctor.core.preflight;

import org.gradientdoctor.core.signal.DepthTrend;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** Why something could not be judged. */
final class Missing {
    static final String NO_PROBE = "no batch was probed";

    private Missing() {}

    /** Why there is no trend over depth. */
    static String ofDepth(TraceSnapshot trace) {
        long layers = trace.profile().longestPath().stream()
                .filter(layer -> layer.fanIn() > 0)
                .count();
        if (trace.probes().isEmpty()) {
            return NO_PROBE;
        }
        return layers < DepthTrend.LAYERS
                ? "the longest path has " + layers + " layers with weights, and a trend over depth needs three"
                : "a finite error signal was read in fewer than three layers, or was zero at the output";
    }

    static String orNoProbe(TraceSnapshot trace, String reason) {
        return trace.probes().isEmpty() ? NO_PROBE : reason;
    }
}
