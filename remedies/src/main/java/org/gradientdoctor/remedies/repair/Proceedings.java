package org.gradientdoctor.remedies.repair;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.remedies.RepairReport.Result;
import org.gradientdoctor.remedies.Trial;
import org.jspecify.annotations.Nullable;

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

    /**
     * @param accepted whose treatment the network has that comes back; null where none was accepted
     * @param reached by that network; NaN where it was not measured
     */
    RepairReport report(
            Laboratory laboratory, Model model, Result result, String summary, @Nullable Arm accepted, double reached) {
        List<Trial> trials = arms.stream().flatMap(arm -> arm.report().stream()).toList();
        long iterations = trials.stream().mapToLong(Trial::iterations).sum();
        int looks = trials.stream().mapToInt(trial -> trial.looks().size()).sum();
        return new RepairReport(
                model,
                result,
                data + summary,
                diagnosis,
                accepted == null ? List.of() : accepted.treatment(),
                trials,
                skipped,
                gain(laboratory.metric(), reached),
                effect(accepted),
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

    private RepairReport.Effect effect(@Nullable Arm accepted) {
        double untreated = diagnosis.prediction().measuredTotal();
        return accepted == null
                ? new RepairReport.Effect(untreated, Double.NaN, Double.NaN)
                : new RepairReport.Effect(
                        untreated,
                        accepted.before().prediction().total(),
                        accepted.diagnosis(accepted.bestFirst().get(0))
                                .prediction()
                                .measuredTotal());
    }
}
