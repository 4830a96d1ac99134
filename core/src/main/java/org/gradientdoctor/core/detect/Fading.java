package org.gradientdoctor.core.detect;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.signal.DepthTrend;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * How the error signal fades on its way back at one reading: by degrees, which its trend shows, or at one layer,
 * which a robust trend is made to overlook.
 *
 * @param trend over the layers of the longest path
 * @param cut index of the layer below which δ breaks off; -1 where it does not
 */
record Fading(DepthTrend trend, int cut) {
    /**
     * Decades of δ lost from output to input that count as vanished (provisional): a healthy ten-layer tanh net loses
     * .6, ten sigmoid layers about 6 (measured).
     */
    static final double VANISHED = 2;
    /**
     * Decades lost at a single layer, and by all layers below it, that count as broken off (provisional): a hundredfold
     * change of width with a sigmoid's slope explains 1.5; dead layers lose all.
     */
    static final double BROKEN_OFF = 3;

    static Optional<Fading> of(TraceSnapshot trace, IterationReading reading) {
        return DepthEvidence.trend(trace, reading).map(trend -> new Fading(trend, cut(trend.logDelta())));
    }

    private static int cut(List<Double> logDelta) {
        double largestBelow = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logDelta.size() - 1; i++) {
            largestBelow = Math.max(largestBelow, logDelta.get(i));
            if (logDelta.get(i + 1) - largestBelow >= BROKEN_OFF) {
                return i + 1;
            }
        }
        return -1;
    }

    boolean isVanished() {
        return trend.decades() <= -VANISHED || cut > 0;
    }

    /** The layers that get next to no signal, from input to output. */
    List<String> layers() {
        if (cut > 0) {
            return trend.layers().subList(0, cut);
        }
        List<String> low = trend.layersBelowOutput(VANISHED);
        // The output's own signal may be small, too: then the trend is one of the layers below it.
        return low.isEmpty() ? trend.layers().subList(0, trend.layers().size() / 2) : low;
    }

    /** Decades lost by degrees or where it breaks off, whichever it is: negative. */
    double decades() {
        return cut > 0 ? trend.logDelta().get(cut - 1) - trend.logDelta().get(cut) : trend.decades();
    }

    String describe() {
        return cut > 0
                ? "The error signal breaks off below layer " + trend.layers().get(cut) + ", where it loses "
                        + Figures.of(-decades()) + " decades"
                : DepthEvidence.describe(trend);
    }
}
