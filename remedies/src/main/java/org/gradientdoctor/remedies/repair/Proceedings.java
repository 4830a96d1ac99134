package org.gradientdoctor.remedies.repair;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.remedies.RepairReport.Result;
import org.gradientdoctor.remedies.Trial;

/** What a repair has done so far, and the report on it. */
final class Proceedings {
    private final List<Arm> arms = new ArrayList<>();
    private final List<RepairReport.Skipped> skipped = new ArrayList<>();
    private final StringBuilder data = new StringBuilder();
    private final long began = System.nanoTime();
    private Diagnosis diagnosis;

    /** @param diagnosis what is wrong with the given network, as far as it is known */
    Proceedings(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    /** All arms in the order they began; the first is the untreated network on the data as given. */
    List<Arm> arms() {
        return arms;
    }

    /** Treatments that were not tried. */
    List<RepairReport.Skipped> skipped() {
        return skipped;
    }

    void diagnose(Diagnosis found) {
        diagnosis = found;
    }

    /** What is to be said of the data, in a sentence. */
    void remark(String sentence) {
        data.append(sentence).append(' ');
    }

    /** How many treatments were tried. */
    long treatments() {
        return arms.stream().filter(arm -> !arm.treatment().isEmpty()).count();
    }

    /** The given network comes back. */
    RepairReport kept(Laboratory laboratory, Result result, String summary) {
        return report(
                laboratory,
                laboratory.start().model(),
                result,
                summary,
                0,
                List.of(),
                Double.NaN,
                new RepairReport.Effect(measuredBefore(), Double.NaN, Double.NaN));
    }

    /**
     * The network of one trial comes back, and what is said of it is that trial's.
     *
     * @param beyond what became of it after that; empty for nothing
     */
    RepairReport returned(
            Laboratory laboratory,
            Result result,
            String summary,
            Arm arm,
            int trial,
            Optional<FurtherTraining> beyond) {
        Model ofTrial = arm.run(trial).handOver();
        return report(
                laboratory,
                beyond.map(FurtherTraining::network).orElse(ofTrial),
                result,
                summary + beyond.map(further -> " " + further.statement()).orElse(""),
                beyond.map(FurtherTraining::iterations).orElse(0),
                arm.treatment(),
                arm.value(trial),
                effect(arm, trial));
    }

    private RepairReport report(
            Laboratory laboratory,
            Model model,
            Result result,
            String summary,
            int beyondTrials,
            List<Recommendation> steps,
            double reached,
            RepairReport.Effect effect) {
        List<Trial> trials = arms.stream().flatMap(arm -> arm.report().stream()).toList();
        long iterations =
                beyondTrials + trials.stream().mapToLong(Trial::iterations).sum();
        int looks = trials.stream().mapToInt(trial -> trial.looks().size()).sum();
        return new RepairReport(
                model,
                result,
                data + summary,
                diagnosis,
                steps,
                trials,
                skipped,
                gain(laboratory.metric(), reached),
                effect,
                new RepairReport.Cost(
                        iterations,
                        iterations / (double) laboratory.planned(),
                        looks,
                        Duration.ofNanos(System.nanoTime() - began)),
                Origin.of(laboratory, trials));
    }

    private RepairReport.Gain gain(Metric metric, double reached) {
        double untreated = arms.isEmpty()
                ? Double.NaN
                : Arrays.stream(arms.get(0).lastValues())
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN);
        return new RepairReport.Gain(metric.name(), metric.shown(untreated), metric.shown(reached));
    }

    /** Without a treatment nothing was predicted, and there is no effect of one. */
    private RepairReport.Effect effect(Arm arm, int trial) {
        boolean treated = !arm.treatment().isEmpty();
        return new RepairReport.Effect(
                measuredBefore(),
                treated ? arm.before().prediction().total() : Double.NaN,
                treated ? arm.diagnosis(trial).prediction().measuredTotal() : Double.NaN);
    }

    private double measuredBefore() {
        return diagnosis.prediction().measuredTotal();
    }
}
