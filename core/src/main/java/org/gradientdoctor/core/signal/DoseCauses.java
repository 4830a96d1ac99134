package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.NonFiniteOrigin.Stage;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Causes that act in time or in the data rather than in depth. Each gets the decades by which its dose exceeds a healthy
 * one, and only where a finding shows the consequence it explains.
 */
final class DoseCauses {
    /** Update-to-weight ratio of the RMS up to which steps are usual; 1e-3 is the rule of thumb, ten times is tolerated. */
    private static final double LARGE_RATIO = 1e-2;
    /** The same rule's lower edge. */
    private static final double SMALL_RATIO = 1e-4;
    /** RMS of inputs or labels from which scaling is suspected: standardized data have 1. */
    private static final double LARGE_DATA = 5;

    /** Loss over the constant answer below which a network has learned something, and nothing holds it down. */
    private static final double LEARNED = .95;

    private final TraceSnapshot trace;
    private final Set<Symptom> sick;
    private final Set<Symptom> failing;
    private final double growth;

    /** @param growth decades by which the error signal grows on its way back, 0 where it does not */
    DoseCauses(TraceSnapshot trace, List<Finding> findings, double growth) {
        this.trace = trace;
        this.sick = symptoms(findings, Outcome.WARNING);
        this.failing = symptoms(findings, Outcome.FAILING);
        this.growth = growth;
    }

    private static Set<Symptom> symptoms(List<Finding> findings, Outcome atLeast) {
        return findings.stream()
                .filter(finding -> finding.outcome().compareTo(atLeast) >= 0)
                .map(Finding::symptom)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Symptom.class)));
    }

    List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        addFaultyData(candidates);
        addSymmetricWeights(candidates);
        addRateTooHigh(candidates);
        addRateTooLow(candidates);
        addDataScales(candidates);
        addDeadUnits(candidates);
        addClipping(candidates);
        addRegularization(candidates);
        return candidates.stream().filter(Candidate::counts).toList();
    }

    private boolean shows(Symptom... symptoms) {
        for (Symptom symptom : symptoms) {
            if (sick.contains(symptom)) {
                return true;
            }
        }
        return false;
    }

    private void addFaultyData(List<Candidate> candidates) {
        trace.flightRecord()
                .map(flight -> flight.origin())
                .filter(origin -> origin.stage() == Stage.INPUT || origin.stage() == Stage.LABEL)
                .ifPresent(origin -> candidates.add(new Candidate(
                        Cause.FAULTY_DATA,
                        Candidate.MOST,
                        List.of(),
                        say(
                                "the first non-finite value stood in the %s, before the network computed anything",
                                origin.stage() == Stage.INPUT ? "input" : "labels"))));
    }

    private void addSymmetricWeights(List<Candidate> candidates) {
        List<String> equal = trace.full().stream()
                .findFirst()
                .map(reading -> reading.layers().stream()
                        .filter(this::hasEqualWeights)
                        .map(LayerReading::layer)
                        .toList())
                .orElse(List.of());
        if (!equal.isEmpty() && !sick.isEmpty()) {
            candidates.add(new Candidate(
                    Cause.SYMMETRIC_WEIGHTS,
                    Candidate.MOST,
                    equal,
                    "all weights of these layers began equal, so their units compute, and learn, the same"));
        }
    }

    private boolean hasEqualWeights(LayerReading reading) {
        LayerProfile layer = trace.profile().layer(reading.layer()).orElse(null);
        if (layer == null
                || reading.weights() == null
                || layer.role() == LayerRole.NORMALIZATION
                || layer.role() == LayerRole.OUTPUT) {
            // Units of an output layer differ by their labels: there zero weights are a usual, healthy start.
            return false;
        }
        TensorSummary weights = reading.weights().values();
        return layer.fanOut() > 1 && weights.count() > 1 && weights.minimum() == weights.maximum();
    }

    private void addRateTooHigh(List<Candidate> candidates) {
        if (!shows(
                Symptom.UPDATE_TOO_LARGE, Symptom.DIVERGING_LOSS, Symptom.OSCILLATING_LOSS, Symptom.NON_FINITE_VALUE)) {
            return;
        }
        if (growth > 0) {
            // Where the signal explodes in depth, the gradient that the rate multiplies is not a healthy network's.
            return;
        }
        double overshoot =
                median(reading -> reading.predictedGain() / reading.vitals().loss());
        double ratio = updateRatio();
        double byGain = Double.isFinite(overshoot) && overshoot > 1 ? Math.log10(overshoot) : 0;
        double byRatio = Double.isFinite(ratio) && ratio > LARGE_RATIO ? Math.log10(ratio / LARGE_RATIO) : 0;
        candidates.add(new Candidate(
                Cause.LEARNING_RATE_TOO_HIGH,
                Math.max(Math.max(byGain, byRatio), isRateTheOnlySuspect() ? Candidate.LEAST : 0),
                List.of(),
                say(
                        "a step at rate %s moves the weights by %.2g of their size (1e-3 is usual) and would, were the"
                                + " loss linear, lower it by %.2g times its value",
                        rate(), ratio, overshoot)));
    }

    private boolean isRateTheOnlySuspect() {
        return growth == 0 && shows(Symptom.UPDATE_TOO_LARGE, Symptom.DIVERGING_LOSS, Symptom.OSCILLATING_LOSS);
    }

    private void addRateTooLow(List<Candidate> candidates) {
        double ratio = updateRatio();
        if (shows(Symptom.UPDATE_TOO_SMALL) && !shows(Symptom.VANISHING_GRADIENT) && ratio > 0) {
            candidates.add(new Candidate(
                    Cause.LEARNING_RATE_TOO_LOW,
                    Math.max(Candidate.LEAST, Math.log10(SMALL_RATIO / ratio)),
                    List.of(),
                    say(
                            "a step at rate %s moves the weights by only %.2g of their size (1e-3 is usual)",
                            rate(), ratio)));
        }
    }

    private void addDataScales(List<Candidate> candidates) {
        boolean tooMuch = shows(
                Symptom.UPDATE_TOO_LARGE,
                Symptom.DIVERGING_LOSS,
                Symptom.NON_FINITE_VALUE,
                Symptom.EXPLODING_GRADIENT,
                Symptom.OSCILLATING_LOSS);
        IterationReading first = trace.full().stream().findFirst().orElse(null);
        if (!tooMuch || first == null) {
            return;
        }
        addScale(candidates, Cause.INPUT_SCALE, "input", first.input());
        if (!trace.profile().loss().isClassification()) {
            addScale(candidates, Cause.LABEL_SCALE, "labels", first.labels());
        }
    }

    private static void addScale(List<Candidate> candidates, Cause cause, String what, @Nullable UnitSummary data) {
        double rms = data == null ? Double.NaN : Math.sqrt(data.meanSquare());
        if (rms > LARGE_DATA) {
            candidates.add(new Candidate(
                    cause,
                    2 * Math.log10(rms),
                    List.of(),
                    say(
                            "the %s have an RMS of %.3g where standardized data have 1, and steps grow with its square",
                            what, rms)));
        }
    }

    private void addDeadUnits(List<Candidate> candidates) {
        if (failing.contains(Symptom.DEAD_UNITS)) {
            candidates.add(new Candidate(
                    Cause.INACTIVE_RELU,
                    1,
                    List.of(),
                    "units that are active for no example have a zero gradient and cannot come back"));
        }
    }

    private void addClipping(List<Candidate> candidates) {
        if (shows(Symptom.CLIPPING_DOMINATES)) {
            double shrink = TheilSen.median(trace.recent().stream()
                    .mapToDouble(vitals -> vitals.clipping().shrink())
                    .filter(Double::isFinite)
                    .toArray());
            candidates.add(new Candidate(
                    Cause.EXCESSIVE_CLIPPING,
                    shrink > 0 ? Math.max(Candidate.LEAST, -Math.log10(shrink)) : 1,
                    List.of(),
                    say("clipping leaves a median of %.2g of the gradient's norm", shrink)));
        }
    }

    private void addRegularization(List<Candidate> candidates) {
        VitalSigns latest = trace.latest().orElse(null);
        boolean learned = latest != null
                && latest.loss() < LEARNED * trace.constantAnswer().loss();
        if (latest == null || sick.isEmpty() || learned) {
            return;
        }
        double penalty = latest.score() - latest.loss();
        if (penalty > latest.loss()) {
            candidates.add(new Candidate(
                    Cause.EXCESSIVE_REGULARIZATION,
                    Math.max(Candidate.LEAST, Math.log10(penalty / latest.loss())),
                    List.of(),
                    say("regularization makes up %.3g of a score of %.3g", penalty, latest.score())));
        }
    }

    private double updateRatio() {
        return median(reading -> TheilSen.median(reading.layers().stream()
                .map(LayerReading::weights)
                .filter(weights -> weights != null && weights.update() != null)
                .mapToDouble(weights -> weights == null ? Double.NaN : weights.updateRatio())
                .filter(ratio -> !Double.isNaN(ratio))
                .toArray()));
    }

    private double median(ToDoubleFunction<IterationReading> of) {
        return TheilSen.median(
                trace.full().stream().mapToDouble(of).filter(Double::isFinite).toArray());
    }

    private String rate() {
        return trace.latest()
                .map(vitals -> String.format(Locale.ROOT, "%.3g", vitals.learningRate()))
                .orElse("?");
    }

    private static String say(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
