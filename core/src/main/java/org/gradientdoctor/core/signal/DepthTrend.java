package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.SignalReading;

/**
 * How the error signal changes on its way from the output to the input: the trend of log₁₀ rms(δ) over the layers of
 * the longest path. Measured on δ, not on parameter gradients: in a healthy tanh net δ shrinks fourfold towards the
 * input while dW grows.
 *
 * @param layers the layers read, from input to output
 * @param logDelta log₁₀ rms(δ) of each; a δ of exact zeros counts as the smallest number float can hold
 * @param perLayer decades per layer on the way back: negative when the signal shrinks towards the input
 */
public record DepthTrend(List<String> layers, List<Double> logDelta, double perLayer) {
    /** Fewer layers have no trend. */
    public static final int LAYERS = 3;

    /** Decades of δ gained from output to input: N(0, 1) weights over ten ReLU layers give 4.5. */
    public static final double EXPLODED = 2;

    /** log₁₀ of the smallest subnormal float, 1.4e-45: what a signal of exact zeros has fallen below. */
    static final double FLOOR = Math.log10(Float.MIN_VALUE);

    public DepthTrend {
        layers = List.copyOf(layers);
        logDelta = List.copyOf(logDelta);
    }

    /** The trend in this reading; empty where δ was read in fewer than two layers or the output has no error at all. */
    public static Optional<DepthTrend> of(NetworkProfile profile, IterationReading reading) {
        List<String> names = new ArrayList<>();
        List<Double> logs = new ArrayList<>();
        boolean any = false;
        for (LayerProfile layer : profile.longestPath()) {
            SignalReading signal =
                    reading.layer(layer.name()).map(read -> read.signal()).orElse(null);
            if (signal == null || layer.fanIn() == 0 || !signal.delta().isFinite()) {
                continue;
            }
            double rms = signal.delta().rms();
            any |= rms > 0;
            names.add(layer.name());
            logs.add(rms > 0 ? Math.max(Math.log10(rms), FLOOR) : FLOOR);
        }
        if (names.size() < 2 || !any || logs.get(logs.size() - 1) <= FLOOR) {
            return Optional.empty();
        }
        double towardsOutput =
                TheilSen.slope(logs.stream().mapToDouble(Double::doubleValue).toArray());
        return Optional.of(new DepthTrend(names, logs, -towardsOutput));
    }

    /** Whether enough layers were read for a trend over depth. */
    public boolean isOverDepth() {
        return layers.size() >= LAYERS;
    }

    /** How much it shrinks or grows, from where to where, in a sentence without its full stop. */
    public String describe() {
        double decades = decades();
        int n = layers.size();
        return "The error signal " + (decades < 0 ? "shrinks" : "grows") + " by " + Figures.of(Math.abs(decades))
                + " decades from layer " + layers.get(n - 1) + " back to layer " + layers.get(0) + ", over " + n
                + " layers";
    }

    /**
     * Decades over the whole path on the way back: negative when the signal vanishes, positive when it explodes. It is
     * the trend's total or, where that is more, the level at the input end (the median of the lowest third of the layers)
     * against the output: a signal cut off in one layer is lost for all below, and yet its slope has a median of zero.
     */
    public double decades() {
        double trend = perLayer * (layers.size() - 1);
        double[] lowest = logDelta.stream()
                .limit((layers.size() + 2) / 3)
                .mapToDouble(Double::doubleValue)
                .toArray();
        double level = TheilSen.median(lowest) - logDelta.get(logDelta.size() - 1);
        return Math.abs(level) > Math.abs(trend) ? level : trend;
    }

    /** The layers whose δ lies at least this many decades below that of the output, from input to output. */
    public List<String> layersBelowOutput(double decades) {
        double output = logDelta.get(logDelta.size() - 1);
        List<String> below = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (logDelta.get(i) <= output - decades) {
                below.add(layers.get(i));
            }
        }
        return below;
    }

    /** The layers whose δ lies at least this many decades above that of the output, from input to output. */
    public List<String> layersAboveOutput(double decades) {
        double output = logDelta.get(logDelta.size() - 1);
        List<String> above = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (logDelta.get(i) >= output + decades) {
                above.add(layers.get(i));
            }
        }
        return above;
    }
}
