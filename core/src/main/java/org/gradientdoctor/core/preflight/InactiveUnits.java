package org.gradientdoctor.core.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerTrait;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.SignalReading;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH004 before training: rectifier units that no example of the batch activates. */
final class InactiveUnits implements Detector {
    /**
     * Share of a layer's units. In deep healthy rectifier nets examples are alike, so that up to half of
     * the units are quiet for all of them; three quarters are beyond that.
     */
    static final double MANY = .75;
    /**
     * Standard deviations beyond half of the units. Where all examples are alike a unit is quiet for all or for none, a
     * toss for each: of 16 units 12 are quiet in one layer of 26, of which deep networks have many.
     */
    static final double CHANCE = 3.5;
    /** A unit active in half of unlike examples is quiet over this many with a chance below 1 in 100. */
    static final int EXAMPLES = 8;

    /** The layers with many quiet units, and the largest share of any layer. */
    private record Quiet(List<String> layers, double most) {}

    @Override
    public Symptom symptom() {
        return Symptom.DEAD_UNITS;
    }

    @Override
    public String needs() {
        return "pre-activations of a layer with ReLU or alike, over " + EXAMPLES + " examples";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        List<LayerProfile> candidates = trace.profile().layers().stream()
                .filter(InactiveUnits::canBeQuiet)
                .toList();
        if (candidates.isEmpty()) {
            return Finding.notEvaluated(this, "no layer has an activation function whose units can die");
        }
        AcrossBatches<Quiet> quiet = AcrossBatches.of(
                trace,
                probe -> quiet(candidates, probe),
                found -> !found.layers().isEmpty());
        if (quiet.isEmpty()) {
            return Finding.notEvaluated(
                    this, Missing.orNoProbe(trace, "fewer than " + EXAMPLES + " examples were given"));
        }
        Quiet found = quiet.example();
        Measurement most = new Measurement("largest share of units quiet for the whole batch", found.most(), MANY);
        if (!quiet.holds()) {
            return Finding.healthy(
                            this,
                            "At most " + Figures.percent(found.most())
                                    + " of the units of a layer are quiet for a whole batch.")
                    .withMeasurements(most);
        }
        return Finding.of(
                        this,
                        Outcome.WARNING,
                        "Up to " + Figures.percent(found.most()) + " of the units of " + Figures.layers(found.layers())
                                + " are active for no example" + quiet.extent()
                                + ": their slope is zero there, and no gradient passes.")
                .withLayers(found.layers())
                .withMeasurements(most);
    }

    private static boolean canBeQuiet(LayerProfile layer) {
        return layer.activation() != null
                && layer.activation().shape() == ActivationShape.RECTIFIER
                && Double.isFinite(layer.activation().range().activeAbove())
                && !layer.has(LayerTrait.LOOKUP);
    }

    private static Optional<Quiet> quiet(List<LayerProfile> candidates, ProbeReading probe) {
        List<String> layers = new ArrayList<>();
        double most = -1;
        for (LayerProfile layer : candidates) {
            SignalReading signal = probe.reading()
                    .layer(layer.name())
                    .map(read -> read.signal())
                    .orElse(null);
            if (signal == null || signal.units().examples() < EXAMPLES) {
                continue;
            }
            double share = share(signal.units());
            most = Math.max(most, share);
            if (isMany(share, signal.units().units())) {
                layers.add(layer.name());
            }
        }
        return most < 0 ? Optional.empty() : Optional.of(new Quiet(layers, most));
    }

    /** A layer that is quiet as a whole cuts all below it off, however it came about. */
    private static boolean isMany(double share, int units) {
        return share == 1 || (share >= MANY && share > .5 + CHANCE * .5 / Math.sqrt(units));
    }

    private static double share(UnitSummary units) {
        int quiet = 0;
        for (int unit = 0; unit < units.units(); unit++) {
            quiet += units.activeShare(unit) == 0 ? 1 : 0;
        }
        return (double) quiet / units.units();
    }
}
