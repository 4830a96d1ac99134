package org.gradientdoctor.core.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH005: sigmoid-like units on their flat parts that answer the same for every example. Flat alone is no sickness: most
 * units of a well-trained sigmoid net are, each for its own examples (Jiang 2023). Never fails by itself.
 */
final class SaturatedActivationDetector implements Detector {
    /** rms φ′ over the largest slope (provisional): of this, the square, 1 %, is left of the signal's energy. */
    static final double FLAT = .1;
    /**
     * Deviation across examples of a unit's activation, whose range is 1 or 2 wide, that counts as stuck
     * (provisional).
     */
    static final double STUCK = .05;
    /** Share of a layer's units that must be stuck (provisional). */
    static final double MANY = .5;

    /** What was found in one reading. */
    private record Flatness(List<String> layers, double lowestSlope, double mostStuck) {}

    @Override
    public Symptom symptom() {
        return Symptom.SATURATED_ACTIVATION;
    }

    @Override
    public String needs() {
        return "slope and activations of a hidden layer with sigmoid, tanh or alike, in two full readings of two examples or"
                + " more";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        List<LayerProfile> candidates = trace.profile().layers().stream()
                // Gates saturate on purpose: recurrent layers are left out.
                .filter(layer ->
                        layer.saturates() && (layer.role() == LayerRole.HIDDEN || layer.role() == LayerRole.ACTIVATION))
                .toList();
        if (candidates.isEmpty()) {
            return Finding.notEvaluated(
                    this, "no hidden layer has an activation function that saturates on both sides");
        }
        Optional<Persistence<Flatness>> judged = Persistence.of(
                trace.full(),
                reading -> flatness(candidates, reading),
                flatness -> !flatness.layers().isEmpty());
        if (judged.isEmpty()) {
            return Finding.notEvaluated(this, "slopes and activations of two examples or more were not read");
        }
        Persistence<Flatness> structure = judged.get();
        Flatness latest = structure.latest();
        LossProgress loss = LossProgress.of(trace);
        Measurement slope = new Measurement("lowest rms slope over largest slope, a ratio", latest.lowestSlope(), FLAT);
        Measurement stuck = new Measurement("largest share of units that answer alike", latest.mostStuck(), MANY);
        if (structure.holdsNow() && !loss.betterThanConstant()) {
            return Finding.of(
                            this,
                            Outcome.WARNING,
                            "In " + Figures.layers(latest.layers()) + " the activation function has only "
                                    + Figures.percent(latest.lowestSlope()) + " of its largest slope left, and up to "
                                    + Figures.percent(latest.mostStuck())
                                    + " of the units answer alike for every example, "
                                    + structure.extent() + "; " + loss.describe() + ".")
                    .withLayers(latest.layers())
                    .withFirstIteration(structure.since())
                    .withMeasurements(slope, stuck);
        }
        if (structure.judged() < 2) {
            return Finding.notEvaluated(this, DepthEvidence.ONE_READING);
        }
        String what = structure.holdsNow()
                ? Figures.layers(latest.layers()) + ": units are saturated, but " + loss.describe()
                        + ", so they are confident rather than stuck."
                : "No layer is saturated alike for every example.";
        return Finding.healthy(this, what).withMeasurements(slope, stuck);
    }

    private static Optional<Flatness> flatness(List<LayerProfile> candidates, IterationReading reading) {
        List<String> layers = new ArrayList<>();
        double lowest = Double.NaN;
        double most = Double.NaN;
        for (LayerProfile layer : candidates) {
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
