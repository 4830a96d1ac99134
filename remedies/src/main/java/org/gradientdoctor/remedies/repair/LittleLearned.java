package org.gradientdoctor.remedies.repair;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.signal.CauseAttribution;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.remedies.Metric;

/**
 * Looks at what a training has come to by the metric, which a repair knows and a trace does not. A training in which
 * nothing fails may still have learned little: its loss falls, and only too slowly, or to too high a level. Whether
 * another network learns more from these data is for trials to show.
 *
 * @param metric a share of 1, of which more is better
 * @param learned of the training data, by the trained network; of data of their own where the metric is the user's
 * @param constant of the same data, by answering every example alike
 */
record LittleLearned(Metric metric, double learned, double constant) implements Detector {
    /** Of the way from the constant answer to 1: between sound and sick trainings of the bench's tuning part. */
    static final double ENOUGH = 2.0 / 3;
    /** A shorter plan says more of the plan than of the network; from here on a stalled loss is called so, too. */
    private static final int LEAST_ITERATIONS = 100;

    /** Of a trial that has come to the end of the plan; empty where the metric has no known best and worst. */
    static Optional<LittleLearned> of(Laboratory laboratory, Arm arm, int trial) {
        Metric metric = laboratory.metric();
        if (!metric.isShare() || laboratory.planned() < LEAST_ITERATIONS) {
            return Optional.empty();
        }
        double constant = metric.ofConstantAnswer(laboratory.training(), laboratory.training());
        return constant < 1
                ? Optional.of(new LittleLearned(metric, arm.measureTraining(trial), constant))
                : Optional.empty();
    }

    /**
     * The diagnosis with this finding in place of its own on the loss, and with the causes of both; as it is where enough
     * was learned.
     */
    Diagnosis addedTo(Diagnosis diagnosis) {
        Finding finding = examine(diagnosis.trace());
        boolean known = diagnosis
                .finding(symptom())
                .filter(found -> found.outcome().isSick())
                .isPresent();
        if (known || !finding.outcome().isSick()) {
            return diagnosis;
        }
        List<Finding> findings = Stream.concat(
                        diagnosis.findings().stream().filter(each -> each.symptom() != symptom()), Stream.of(finding))
                .sorted(Comparator.comparing(Finding::outcome).reversed().thenComparing(Finding::code))
                .toList();
        return new Diagnosis(
                diagnosis.trace(), findings, CauseAttribution.of(diagnosis.trace(), findings), diagnosis.prediction());
    }

    @Override
    public Symptom symptom() {
        return Symptom.STALLED_LOSS;
    }

    @Override
    public String needs() {
        return "a metric that is a share, of a training that has come to the end of the plan";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        double enough = constant + ENOUGH * (1 - constant);
        String sentence =
                "After " + trace.iterations() + " iterations " + Finish.figure(metric, learned) + " is reached"
                        + (metric.isFunction() ? "" : " on the training data")
                        + ", where answering every example alike gives " + Finish.figure(metric, constant) + ".";
        Finding finding = learned < enough
                ? Finding.of(
                        this,
                        Outcome.WARNING,
                        sentence
                                + " That is less than two thirds of the way to 1, though nothing in the training fails.")
                : Finding.healthy(this, sentence);
        return finding.withMeasurements(new Measurement(metric.name() + " at the end of the plan", learned, enough));
    }
}
