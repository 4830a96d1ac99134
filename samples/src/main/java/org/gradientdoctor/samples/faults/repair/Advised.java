package org.gradientdoctor.samples.faults.repair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.remedies.RepairPlan;
import org.gradientdoctor.remedies.RepairPlanBuilder;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.remedies.Trial;

/**
 * The toolkit's own repair. Where nothing is accepted, the given network is trained plainly, as its user would.
 *
 * @param usesUpValidation whether what comes back goes on with the validation data
 */
record Advised(boolean usesUpValidation) implements RepairArm {
    static final String NAME = "Gradient Doctor";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Treated repair(Intake intake, int budget) {
        int batch = intake.batch();
        RepairReport report = RemedyAdvisor.standard()
                .repair(
                        intake.network(0),
                        new ExistingDataSetIterator(intake.known().training().batchBy(batch)),
                        new ExistingDataSetIterator(intake.known().validation().batchBy(batch)),
                        plan(intake));
        if (report.result() == RepairReport.Result.STOPPED) {
            throw new CancellationException(report.summary());
        }
        int iterations = Math.toIntExact(report.cost().iterations());
        if (report.keptAsGiven()) {
            RepairArm untreated = new PlainlyTrained();
            Treated plain = (usesUpValidation ? new FurtherTrained(untreated) : untreated).repair(intake, budget);
            List<String> tried = tried(report);
            tried.addAll(plain.tried());
            return new Treated(
                    plain.network(),
                    false,
                    iterations + plain.iterations(),
                    report.cost().looks(),
                    title(report),
                    tried);
        }
        return new Treated(report.model(), false, iterations, report.cost().looks(), title(report), tried(report));
    }

    private RepairPlan plan(Intake intake) {
        RepairPlanBuilder plan = RepairPlan.builder()
                .iterations(intake.sick().iterations())
                .seed(1 + intake.seed())
                .parallelTrials(1)
                .useUpValidation(usesUpValidation);
        intake.metric(intake.known()).ifPresent(plan::metric);
        return plan.build();
    }

    private static String title(RepairReport report) {
        String accepted = report.steps().stream().map(Recommendation::title).collect(Collectors.joining(", then "));
        return report.result() + (accepted.isEmpty() ? "" : ": " + accepted);
    }

    /**
     * The diagnosis, each treatment with its trials' last values and what was failing in them, the summary, what was left
     * out.
     */
    private static List<String> tried(RepairReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("diagnosis " + report.diagnosis().verdict() + " "
                + codes(report.diagnosis().sick()) + " "
                + report.diagnosis().causes().stream()
                        .map(cause -> String.format(Locale.ROOT, "%s %.2f", cause.cause(), cause.share()))
                        .toList());
        Map<String, List<Trial>> byTitle = report.trials().stream()
                .collect(Collectors.groupingBy(Trial::title, LinkedHashMap::new, Collectors.toList()));
        byTitle.forEach((title, trials) -> lines.add(title + " "
                + trials.stream()
                        .map(trial -> String.format(
                                Locale.ROOT,
                                "%.3f at %d%s",
                                trial.value(),
                                trial.iterations(),
                                trial.failed().isPresent() ? " (ended early)" : ""))
                        .toList()
                + trials.stream()
                        .flatMap(trial -> trial.findings().stream())
                        .filter(finding -> finding.outcome().isSick())
                        .map(finding -> finding.code() + " " + finding.outcome())
                        .distinct()
                        .sorted()
                        .toList()));
        lines.add(report.summary());
        report.skipped().forEach(skipped -> lines.add("skipped " + skipped.title() + ": " + skipped.reason()));
        return lines;
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.code() + " " + finding.outcome())
                .distinct()
                .toList();
    }
}
