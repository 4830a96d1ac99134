package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LayerTrait;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.jspecify.annotations.Nullable;

/**
 * How far each layer's weights are from the scale that keeps the signal: forward, rms(W)·√fan_in; backward,
 * rms(W)·√fan_out (Glorot and Bengio 2010; He et al. 2015). What lies between the two is no deviation.
 *
 * @param layers the layers whose scale matters, from input to output
 * @param decades of each, by how many decades it is off: negative where weights are too small
 */
public record WeightScale(List<String> layers, List<Double> decades) {
    /**
     * Decades: a factor of 3.2. Uniform weights within 1/√fan_in under ReLU, a common default, are .39 below
     * their critical scale. Functions with a small slope may have weights as much larger: Glorot's for sigmoid are four
     * times the usual.
     */
    public static final double TOLERANCE = .5;
    /** Share of the layers that must be off; or one by a whole decade. */
    private static final double MANY = .5;

    private static final double FAR = 1;

    public WeightScale {
        layers = List.copyOf(layers);
        decades = List.copyOf(decades);
    }

    /** The scales of this reading's weights. Recurrent layers are judged by their signal over time. */
    public static WeightScale of(NetworkProfile profile, IterationReading reading) {
        List<String> names = new ArrayList<>();
        List<Double> decades = new ArrayList<>();
        for (LayerProfile layer : profile.layers()) {
            LayerReading read = reading.layer(layer.name()).orElse(null);
            if (!matters(profile, layer) || read == null || read.weights() == null) {
                continue;
            }
            double rms = read.weights().values().rms();
            LayerProfile below = layer.inputs().isEmpty()
                    ? null
                    : profile.layer(layer.inputs().get(0)).orElse(null);
            double critical = Math.sqrt(Math.max(criticalVariance(layer), below == null ? 1 : criticalVariance(below)));
            double forward = Math.log10(rms * Math.sqrt(layer.fanIn()) / critical);
            double backward = Math.log10(rms * Math.sqrt(layer.fanOut()) / critical);
            if (!Double.isFinite(forward) || !Double.isFinite(backward)) {
                continue;
            }
            names.add(layer.name());
            double off = between(forward, backward);
            decades.add(off > 0 ? Math.max(0, off - Math.max(allowance(layer), allowance(below))) : off);
        }
        return new WeightScale(names, decades);
    }

    /** Decades by which a slope below 1 allows for larger weights. */
    private static double allowance(@Nullable LayerProfile layer) {
        double slope = layer == null || layer.activation() == null
                ? 1
                : layer.activation().largestSlope();
        return layer != null && layer.saturates() && slope > 0 && slope < 1 ? -Math.log10(slope) : 0;
    }

    private static double between(double a, double b) {
        if (a * b <= 0) {
            return 0;
        }
        return Math.abs(a) < Math.abs(b) ? a : b;
    }

    /** A normalization that follows takes any scale out again. */
    private static boolean matters(NetworkProfile profile, LayerProfile layer) {
        return layer.fanIn() > 0
                && layer.isTrainable()
                && (layer.role() == LayerRole.HIDDEN || layer.role() == LayerRole.OUTPUT)
                && !layer.has(LayerTrait.LOOKUP)
                && !layer.has(LayerTrait.FEEDS_BATCH_NORMALIZATION)
                && profile.layers().stream()
                        .noneMatch(reader -> reader.role() == LayerRole.NORMALIZATION
                                && reader.inputs().contains(layer.name()));
    }

    /** He's 2 for rectifiers, Glorot's 1 for the rest. */
    private static double criticalVariance(LayerProfile layer) {
        return layer.activation() != null && layer.activation().shape() == ActivationShape.RECTIFIER ? 2 : 1;
    }

    /** The layers that are off by more than the tolerance. */
    public List<String> deviant() {
        List<String> deviant = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (Math.abs(decades.get(i)) > TOLERANCE) {
                deviant.add(layers.get(i));
            }
        }
        return deviant;
    }

    /** The largest deviation of any layer, with its sign; 0 where there is none. */
    public double extreme() {
        double extreme = 0;
        for (double one : decades) {
            extreme = Math.abs(one) > Math.abs(extreme) ? one : extreme;
        }
        return extreme;
    }

    public boolean isPoor() {
        return !deviant().isEmpty() && (deviant().size() >= MANY * layers.size() || Math.abs(extreme()) > FAR);
    }

    /** What the weights are like, in a sentence without its full stop. */
    public String describe() {
        if (layers.isEmpty()) {
            return "No layer has weights whose scale matters";
        }
        return isPoor()
                ? "The weights of " + Figures.layers(deviant()) + " are up to "
                        + Figures.of(Math.pow(10, Math.abs(extreme()))) + " times too "
                        + (extreme() < 0 ? "small" : "large") + " to keep the signal (Glorot, He)"
                : "The weights are within a factor of " + Figures.of(Math.pow(10, Math.abs(extreme())))
                        + " of the scale that keeps the signal";
    }
}
