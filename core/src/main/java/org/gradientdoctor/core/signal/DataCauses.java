package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.UnitSummary;
import org.gradientdoctor.core.trace.NonFiniteOrigin.Stage;

/**
 * Causes that lie in the data or in what the output makes of them. A scale's dose is twice the decades by which it
 * exceeds that of standardized data, since steps grow with its square (LeCun et al. 1998).
 */
final class DataCauses {
    /** RMS of inputs or labels from which scaling is suspected: standardized data have 1. */
    private static final double LARGE_DATA = 5;
    /** What a misfit weighs that does not rule out learning, a factor of ten. */
    private static final double MISFIT = 1;

    private final SickTrace sick;

    DataCauses(SickTrace sick) {
        this.sick = sick;
    }

    List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        faulty().ifPresent(candidates::add);
        input().ifPresent(candidates::add);
        Optional<Candidate> labels = labels();
        labels.ifPresent(candidates::add);
        mismatch(labels.isPresent()).ifPresent(candidates::add);
        return candidates;
    }

    private Optional<Candidate> faulty() {
        Optional<Stage> stage = sick.trace()
                .flightRecord()
                .map(flight -> flight.origin().stage())
                .filter(origin -> origin == Stage.INPUT || origin == Stage.LABEL);
        if (stage.isPresent()) {
            return Optional.of(faulty(say(
                    "the first non-finite value stood in the %s, before the network computed anything",
                    stage.get() == Stage.INPUT ? "input" : "labels")));
        }
        Set<String> where = new LinkedHashSet<>();
        for (ProbeReading probe : sick.trace().probes()) {
            probe.inputs().stream()
                    .filter(input -> nonFinite(input.columns()) > 0)
                    .forEach(input -> where.add(columns(input.columns()) + " of " + input.name()));
            probe.outputs().stream()
                    .filter(output -> nonFinite(output.labels()) > 0)
                    .forEach(output -> where.add(columns(output.labels()) + " of the labels"));
        }
        return where.isEmpty()
                ? Optional.empty()
                : Optional.of(faulty("values that are not finite stand in " + String.join(" and in ", where)));
    }

    private static Candidate faulty(String explanation) {
        return new Candidate(Cause.FAULTY_DATA, Candidate.MOST, List.of(), explanation);
    }

    private static String columns(UnitSummary columns) {
        long count = nonFinite(columns);
        return count == 1 ? "one column" : count + " columns";
    }

    private static long nonFinite(UnitSummary columns) {
        return IntStream.range(0, columns.units())
                .filter(column -> Double.isNaN(columns.mean(column)))
                .count();
    }

    private Optional<Candidate> input() {
        Optional<Finding> unscaled = sick.finding(Symptom.UNSCALED_INPUT);
        if (unscaled.isEmpty() && !stepsTooMuch()) {
            return Optional.empty();
        }
        List<InputReading> inputs = inputs();
        double rms = inputs.stream()
                .mapToDouble(input -> rms(input.columns()))
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        if (rms > LARGE_DATA) {
            return Optional.of(scale(Cause.INPUT_SCALE, "input has", rms));
        }
        double column = unscaled.isEmpty()
                ? Double.NaN
                : inputs.stream()
                        .mapToDouble(input -> InputScale.of(input).largest())
                        .max()
                        .orElse(Double.NaN);
        if (column > LARGE_DATA) {
            return Optional.of(scale(Cause.INPUT_SCALE, "input's largest column has", column));
        }
        return unscaled.filter(finding -> faulty().isEmpty())
                .map(finding -> new Candidate(Cause.INPUT_SCALE, MISFIT, List.of(), sentence(finding)));
    }

    private Optional<Candidate> labels() {
        if (sick.trace().profile().loss().isClassification()
                || !(stepsTooMuch() || sick.shows(Symptom.OUTPUT_LOSS_MISMATCH))) {
            return Optional.empty();
        }
        double rms = outputs().stream()
                .filter(output -> !output.loss().isClassification())
                .mapToDouble(output -> rms(output.labels()))
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        return rms > LARGE_DATA ? Optional.of(scale(Cause.LABEL_SCALE, "labels have", rms)) : Optional.empty();
    }

    /** Labels that are merely large misfit no unbounded output: there their scale says it all. */
    private Optional<Candidate> mismatch(boolean labelsAreLarge) {
        boolean unbounded = !outputs().isEmpty()
                && outputs().stream().allMatch(output -> output.activation().shape() == ActivationShape.LINEAR);
        return sick.finding(Symptom.OUTPUT_LOSS_MISMATCH)
                .filter(finding -> !(labelsAreLarge && unbounded))
                .map(finding -> new Candidate(
                        Cause.OUTPUT_LOSS_MISMATCH,
                        sick.fails(Symptom.OUTPUT_LOSS_MISMATCH) ? Candidate.MOST : MISFIT,
                        finding.layers(),
                        sentence(finding)));
    }

    /** Inputs whose scale matters, of the first probe or of the training itself. */
    private List<InputReading> inputs() {
        List<ProbeReading> probes = sick.trace().probes();
        List<InputReading> read =
                probes.isEmpty() ? sick.trace().inputs() : probes.get(0).inputs();
        return read.stream()
                .filter(input -> !input.lookedUp() && !input.normalized())
                .toList();
    }

    private List<OutputReading> outputs() {
        return sick.lastProbe()
                .map(ProbeReading::outputs)
                .orElseGet(() -> sick.trace().outputs());
    }

    private boolean stepsTooMuch() {
        return sick.shows(
                Symptom.UPDATE_TOO_LARGE,
                Symptom.DIVERGING_LOSS,
                Symptom.NON_FINITE_VALUE,
                Symptom.EXPLODING_GRADIENT,
                Symptom.OSCILLATING_LOSS);
    }

    private static double rms(UnitSummary data) {
        return Math.sqrt(data.meanSquare());
    }

    private static Candidate scale(Cause cause, String what, double rms) {
        return new Candidate(
                cause,
                2 * Math.log10(rms),
                List.of(),
                say("the %s an RMS of %.3g where standardized data have 1, and steps grow with its square", what, rms));
    }

    /** A finding's words as part of a sentence. */
    private static String sentence(Finding finding) {
        return finding.explanation().strip().replaceAll("\\.$", "");
    }

    private static String say(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
