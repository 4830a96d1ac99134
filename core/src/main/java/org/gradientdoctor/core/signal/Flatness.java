package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.UnitSummary;

/**
 * Sigmoid-like units on their flat parts that answer the same for every example. Flat alone is no sickness: most units
 * of a well-trained sigmoid net are, each for its own examples (Jiang 2023).
 *
 * @param layers where many units are flat and answer alike, from input to output
 * @param lowestSlope the lowest rms slope over largest slope of any layer, a ratio
 * @param mostStuck the largest share of a layer's units that answer alike
 */
public record Flatness(List<String> layers, double lowestSlope, double mostStuck) {
    /** rms φ′ over the largest slope: of this, the square, 1 %, is left of the signal's energy. */
    public static final double FLAT = .1;
    /** Deviation across examples of a unit's activation, whose range is 1 or 2 wide, that counts as stuck. */
    public static final double STUCK = .05;
    /** Share of a layer's units that must be stuck. */
    public static final double MANY = .5;

    public Flatness {
        layers = List.copyOf(layers);
    }

    /** Layers that can be flat: gates saturate on purpose, so recurrent layers are left out. */
    public static List<LayerProfile> candidates(NetworkProfile profile) {
        return profile.layers().stream()
                .filter(layer ->
                        layer.saturates() && (layer.role() == LayerRole.HIDDEN || layer.role() == LayerRole.ACTIVATION))
                .toList();
    }

    /** Whether any layer is flat and answers alike. */
    public boolean isStuck() {
        return !layers.isEmpty();
    }

    /** Flatness in this reading; empty where slopes and activations of two examples or more were not read. */
    public static Optional<Flatness> of(NetworkProfile profile, IterationReading reading) {
        List<String> layers = new ArrayList<>();
        double lowest = Double.NaN;
        double most = Double.NaN;
        for (LayerProfile layer : candidates(profile)) {
            LayerReading read = reading.layer(layer.name()).orElse(null);
            double slope = read == null ? Double.NaN : relativeSlope(layer, read);
            double stuck = read == null || read.activationUnits() == null ? Double.NaN : stuck(read.activationUnits());
            if (Double.isNaN(slope) || Double.isNaN(stuck)) {
                continue;
            }
            lowest = Double.isNaN(lowest) ? slope : Math.min(lowest, slope);
            most = Double.isNaN(most) ? stuck : Math.max(most, stuck);
            if (slope < FLAT && stuck >= MANY) {
                layers.add(layer.name());
            }
        }
        return Double.isNaN(lowest) ? Optional.empty() : Optional.of(new Flatness(layers, lowest, most));
    }

    private static double relativeSlope(LayerProfile layer, LayerReading read) {
        SignalReading signal = read.signal();
        if (signal == null || signal.slope() == null || layer.activation() == null) {
            return Double.NaN;
        }
        return signal.slope().rms() / layer.activation().largestSlope();
    }

    /** Share of units whose activation hardly differs across examples; NaN below two examples. */
    private static double stuck(UnitSummary units) {
        int stuck = 0;
        for (int unit = 0; unit < units.units(); unit++) {
            double variance = units.variance(unit);
            if (Double.isNaN(variance)) {
                return Double.NaN;
            }
            stuck += Math.sqrt(variance) < STUCK ? 1 : 0;
        }
        return (double) stuck / units.units();
    }
}
