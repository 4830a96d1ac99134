package org.gradientdoctor.core.detect;

import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.signal.DepthTrend;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** The depth trends of the error signal over full readings, which vanishing and exploding both rest on. */
final class DepthEvidence {
    static final String NOT_FINITE = "the run holds values that are not finite, which is for GH003 to judge";

    static final String ONE_READING = "nothing shows in the only full reading, but one reading alone proves nothing";

    private DepthEvidence() {}

    /** The trend over three layers or more; readings with a δ that is not finite in all but a few have none. */
    static Optional<DepthTrend> trend(TraceSnapshot trace, IterationReading reading) {
        return DepthTrend.of(trace.profile(), reading).filter(DepthTrend::isOverDepth);
    }

    /** A healthy finding, unless it rests on a single full reading. */
    static Finding healthy(Detector detector, TraceSnapshot trace, String explanation) {
        return trace.full().size() < 2
                ? Finding.notEvaluated(detector, ONE_READING)
                : Finding.healthy(detector, explanation);
    }

    /** Why there is no trend. */
    static String missing(TraceSnapshot trace) {
        long layers = trace.profile().longestPath().stream()
                .filter(layer -> layer.fanIn() > 0)
                .count();
        if (layers < DepthTrend.LAYERS) {
            return "the longest path has " + layers + " layers with weights, and a trend over depth needs three";
        }
        return trace.full().isEmpty()
                ? "no full reading was taken"
                : "a finite error signal was read in fewer than three layers, or was zero at the output";
    }
}
