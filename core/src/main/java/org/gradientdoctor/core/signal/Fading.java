package org.gradientdoctor.core.signal;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.NetworkProfile;

/**
 * How the error signal fades on its way back at one reading: by degrees, which its trend shows, or at one layer,
 * which a robust trend is made to overlook.
 *
 * @param trend over the layers of the longest path
 * @param cut index of the layer below which δ breaks off; -1 where it does not
 */
public record Fading(DepthTrend trend, int cut) {
    /**
     * Decades of δ lost from output to input that count as vanished: a healthy ten-layer tanh net loses
     * .6, ten sigmoid layers about 6 (measured).
     */
    public static final double VANISHED = 2;
    /**
     * Decades lost at a single layer, and by all layers below it, that count as broken off: a hundredfold
     * change of width with a sigmoid's slope explains 1.5; dead layers lose all.
     */
    public static final double BROKEN_OFF = 3;

    /** How it fades in this reading; empty where δ was read in fewer than {@link DepthTrend#LAYERS} layers. */
    public static Optional<Fading> of(NetworkProfile profile, IterationReading reading) {
        return DepthTrend.of(profile, reading)
                .filter(DepthTrend::isOverDepth)
                .map(trend -> new Fading(trend, cut(trend.logDelta())));
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

    /** Whether so much is lost that it counts as vanished. */
    public boolean isVanished() {
        return trend.decades() <= -VANISHED || cut > 0;
    }

    /** The layers that get next to no signal, from input to output. */
    public List<String> layers() {
        if (cut > 0) {
            return trend.layers().subList(0, cut);
        }
        List<String> low = trend.layersBelowOutput(VANISHED);
        // The output's own signal may be small, too: then the trend is one of the layers below it.
        return low.isEmpty() ? trend.layers().subList(0, trend.layers().size() / 2) : low;
    }

    /** Decades lost by degrees or where it breaks off, whichever it is: negative. */
    public double decades() {
        return cut > 0 ? trend.logDelta().get(cut - 1) - trend.logDelta().get(cut) : trend.decades();
    }

    /** What is lost, from where to where, in a sentence without its full stop. */
    public String describe() {
        return cut > 0
                ? "The error signal breaks off below layer " + trend.layers().get(cut) + ", where it loses "
                        + Figures.of(-decades()) + " decades"
                : trend.describe();
    }
}
