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
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH016: layer by layer examples become alike, until the last hidden layer answers the same for all (Poole 2016: their
 * correlation tends to 1). No gradient can then tell them apart. A summary over the whole buffer can't see it.
 */
final class CollapsedSignalDetector implements Detector {
    /** Spread across examples over the root mean square of activations, last hidden layer (provisional). */
    static final double ALIKE = 1e-2;
    /** Decades by which it falls on the way there (provisional); ten sigmoid layers lose 6 (measured). */
    static final double DECADES = 2;
    /** A spread of zero counts as this: the resolution of a float. */
    private static final double FLOOR = 0x1p-24;

    /** Relative spreads at one reading, from input to output, with those of the predictions over the labels. */
    private record Spread(List<String> layers, double widest, double last, double predictions) {
        double decades() {
            return Math.log10(Math.max(last, FLOOR) / widest);
        }

        boolean collapses() {
            return last < ALIKE && decades() <= -DECADES;
        }
    }

    @Override
    public Symptom symptom() {
        return Symptom.COLLAPSED_SIGNAL;
    }

    @Override
    public String needs() {
        return "activations of two examples or more that differ in input and label, in two full readings";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        if (trace.flightRecord().isPresent()) {
            return Finding.notEvaluated(this, DepthEvidence.NOT_FINITE);
        }
        Optional<Persistence<Spread>> judged =
                Persistence.of(trace.full(), reading -> spread(trace, reading), Spread::collapses);
        if (judged.isEmpty()) {
            return Finding.notEvaluated(
                    this,
                    trace.full().isEmpty()
                            ? "no full reading was taken"
                            : "no batch with two examples or more, that differ in input and label, was read in two"
                                    + " places on one path");
        }
        Persistence<Spread> structure = judged.get();
        Spread spread = structure.latest();
        Measurement[] numbers = {
            new Measurement("spread across examples over root mean square, last hidden layer", spread.last(), ALIKE),
            new Measurement("decades by which it changes on the way there", spread.decades(), -DECADES),
            new Measurement(
                    "spread of predictions over spread of labels, a ratio",
                    spread.predictions(),
                    StalledLossDetector.ALIKE)
        };
        LossProgress loss = LossProgress.of(trace);
        String what = "In layer " + last(spread) + " examples differ by " + Figures.of(spread.last())
                + " of the activations' size, " + Figures.of(Math.abs(spread.decades())) + " decades "
                + (spread.decades() < 0 ? "less" : "more") + " than at their widest before; " + loss.describe() + ".";
        if (!structure.holdsNow()) {
            return structure.judged() < 2
                    ? Finding.notEvaluated(this, DepthEvidence.ONE_READING)
                    : Finding.healthy(this, what).withMeasurements(numbers);
        }
        if (loss.betterThanConstant()) {
            // A narrow answer may be a right one: targets that hardly differ, bits near their threshold.
            return Finding.of(this, Outcome.HEALTHY, what).withMeasurements(numbers);
        }
        Horizon horizon = Horizon.of(trace);
        boolean immobile = TimeToMove.of(trace).isBeyond(horizon, spread.layers());
        boolean failing = structure.isPersistent()
                && !(spread.predictions() >= StalledLossDetector.ALIKE)
                && loss.isHopeless(immobile, horizon);
        return Finding.of(
                        this,
                        failing ? Outcome.FAILING : Outcome.WARNING,
                        what + " With the same answer for every example, no gradient tells them apart ("
                                + structure.extent() + ").")
                .withLayers(spread.layers())
                .withFirstIteration(structure.since())
                .withMeasurements(numbers);
    }

    private static String last(Spread spread) {
        return spread.layers().get(spread.layers().size() - 1);
    }

    private static Optional<Spread> spread(TraceSnapshot trace, IterationReading reading) {
        List<String> layers = new ArrayList<>();
        List<Double> spreads = new ArrayList<>();
        double input = reading.input() == null ? Double.NaN : relative(reading.input());
        for (LayerProfile layer : trace.profile().longestPath()) {
            UnitSummary units = reading.layer(layer.name())
                    .map(LayerReading::activationUnits)
                    .orElse(null);
            double relative = units == null ? Double.NaN : relative(units);
            if (layer.role() != LayerRole.OUTPUT && !Double.isNaN(relative)) {
                layers.add(layer.name());
                spreads.add(relative);
            }
        }
        if (spreads.isEmpty() || (spreads.size() < 2 && Double.isNaN(input)) || !labelsDiffer(reading)) {
            return Optional.empty();
        }
        double last = spreads.get(spreads.size() - 1);
        double widest = Math.max(
                Double.isNaN(input) ? 0 : input,
                spreads.stream().mapToDouble(Double::doubleValue).max().orElse(0));
        // With an input that is the same for all, sameness is no loss.
        return widest > FLOOR
                ? Optional.of(new Spread(below(layers, spreads, widest), widest, last, predictions(reading)))
                : Optional.empty();
    }

    /** The layers that are two decades below the widest, and in any case the last one. */
    private static List<String> below(List<String> layers, List<Double> spreads, double widest) {
        List<String> collapsed = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (i == layers.size() - 1 || spreads.get(i) <= widest * Math.pow(10, -DECADES)) {
                collapsed.add(layers.get(i));
            }
        }
        return collapsed;
    }

    private static boolean labelsDiffer(IterationReading reading) {
        return reading.labels() == null || reading.labels().spreadAcrossExamples() > 0;
    }

    private static double predictions(IterationReading reading) {
        return StalledLossDetector.relativeSpread(reading);
    }

    /**
     * Spread across examples over the root mean square; 0 where all is zero; NaN with one example or values not
     * finite.
     */
    private static double relative(UnitSummary units) {
        double spread = units.spreadAcrossExamples();
        double size = Math.sqrt(units.meanSquare());
        return size == 0 ? 0 * spread : spread / size;
    }
}
