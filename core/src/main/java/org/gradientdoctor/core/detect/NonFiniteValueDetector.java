package org.gradientdoctor.core.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.trace.Interval;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.jspecify.annotations.Nullable;

/** GH003: a NaN or an infinity in a loss, a gradient or a parameter. Needs neither consequence nor persistence. */
final class NonFiniteValueDetector implements Detector {
    /** One finite iteration says little of the next; two steps at least must have been survived. */
    static final int ITERATIONS = 2;

    @Override
    public Symptom symptom() {
        return Symptom.NON_FINITE_VALUE;
    }

    @Override
    public String needs() {
        return "two iterations";
    }

    static boolean isOfData(NonFiniteOrigin.Stage stage) {
        return stage == NonFiniteOrigin.Stage.INPUT || stage == NonFiniteOrigin.Stage.LABEL;
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        if (trace.flight() != null) {
            return traced(trace.flight().origin());
        }
        long recent =
                trace.recent().stream().filter(vitals -> !vitals.isFinite()).count();
        long all =
                recent + trace.older().stream().mapToLong(Interval::nonFinite).sum();
        if (all > 0) {
            long first = trace.recent().stream()
                    .filter(vitals -> !vitals.isFinite())
                    .findFirst()
                    .map(vitals -> vitals.iteration())
                    .orElse(0L);
            long older = trace.older().stream()
                    .filter(interval -> interval.nonFinite() > 0)
                    .findFirst()
                    .map(Interval::first)
                    .orElse(first);
            return Finding.of(
                            this,
                            Outcome.FAILING,
                            "The loss or a gradient was NaN or infinite in " + all + " of " + trace.iterations()
                                    + " iterations; where it came from was not traced.")
                    .withFirstIteration(older)
                    .withMeasurements(new Measurement("iterations with a value that is not finite", all, 0));
        }
        return parameters(trace);
    }

    private Finding traced(NonFiniteOrigin origin) {
        String place = origin.layer().isEmpty() ? "" : " of layer " + origin.layer();
        String example =
                origin.example() < 0 ? "" : ", the first of them in example " + origin.example() + " of the minibatch";
        String stage = origin.stage().name().toLowerCase(Locale.ROOT);
        String tensor = origin.tensor().equals(stage) ? stage : stage + " " + origin.tensor();
        String why = isOfData(origin.stage())
                ? " The data carry it: no change of the network heals that."
                : " Everything before it in the flow of data was finite.";
        return Finding.of(
                        this,
                        Outcome.FAILING,
                        origin.count() + (origin.count() == 1 ? " value" : " values") + " of " + tensor + place
                                + " became NaN or infinite at iteration " + origin.iteration() + example + "." + why)
                .withLayers(origin.layer().isEmpty() ? List.of() : List.of(origin.layer()))
                .withFirstIteration(origin.iteration())
                .withMeasurements(new Measurement("values that are not finite", origin.count(), 0));
    }

    private Finding parameters(TraceSnapshot trace) {
        for (IterationReading reading : trace.full()) {
            List<String> bad = new ArrayList<>();
            for (LayerReading layer : reading.layers()) {
                if (isBad(layer.weights()) || isBad(layer.biases())) {
                    bad.add(layer.layer());
                }
            }
            if (!bad.isEmpty()) {
                return Finding.of(
                                this,
                                Outcome.FAILING,
                                "Parameters or updates of " + Figures.layers(bad)
                                        + " are NaN or infinite, while loss and" + " gradients are finite.")
                        .withLayers(bad)
                        .withFirstIteration(reading.iteration());
            }
        }
        return trace.iterations() < ITERATIONS
                ? Finding.notEvaluated(this, trace.iterations() + " iterations were read, and two are needed")
                : Finding.healthy(this, "Loss and gradients were finite in all " + trace.iterations() + " iterations.");
    }

    private static boolean isBad(@Nullable ParameterReading group) {
        return group != null
                && !(group.values().isFinite()
                        && (group.update() == null || group.update().isFinite()));
    }
}
