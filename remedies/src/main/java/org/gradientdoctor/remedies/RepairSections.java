package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.report.Block;
import org.gradientdoctor.core.report.Block.Entries;
import org.gradientdoctor.core.report.Block.Entry;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Section;

/** A repair as parts of a report. */
final class RepairSections {
    private RepairSections() {}

    /** What came of it, what was tried, what was not, and by what it was made. */
    static List<Section> of(RepairReport report) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("Repair", summary(report)));
        if (!report.trials().isEmpty()) {
            sections.add(Section.of("Trials", trials(report)));
        }
        if (!report.skipped().isEmpty()) {
            sections.add(Section.of(
                    "Not tried",
                    new Entries(report.skipped().stream()
                            .map(each -> new Entry(each.title(), List.of(each.reason())))
                            .toList())));
        }
        sections.add(Section.of("Provenance", new Paragraph(provenance(report.provenance()))));
        return sections;
    }

    private static List<Block> summary(RepairReport report) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(report.summary()));
        report.accepted()
                .ifPresent(accepted ->
                        blocks.add(new Paragraph("Accepted: " + accepted.title() + ". " + accepted.explanation()
                                + " Safety: " + accepted.safety().explanation() + ".")));
        if (!Double.isNaN(report.effect().treated())) {
            blocks.add(new Paragraph("The error signal on its way back: " + effect(report.effect()) + "."));
        }
        RepairReport.Cost cost = report.cost();
        blocks.add(new Paragraph(String.format(
                Locale.ROOT,
                "Cost: %d iterations, %.1f times one plain training; %d looks; %.1f s.",
                cost.iterations(),
                cost.plainTrainings(),
                cost.looks(),
                cost.time().toMillis() / 1000.0)));
        return blocks;
    }

    private static String effect(RepairReport.Effect effect) {
        return "untreated " + decades(effect.untreated()) + ", predicted for the treated network "
                + decades(effect.predicted()) + ", measured in it " + decades(effect.treated());
    }

    private static String decades(double change) {
        return Double.isNaN(change) ? "unknown" : String.format(Locale.ROOT, "%+.2f decades", change);
    }

    /** One row for each treatment and look, the trials' values beside each other. */
    private static Table trials(RepairReport report) {
        Map<String, List<Trial>> arms = report.trials().stream()
                .collect(Collectors.groupingBy(Trial::title, LinkedHashMap::new, Collectors.toList()));
        List<List<String>> rows = new ArrayList<>();
        arms.forEach((title, trials) -> {
            List<Integer> looks = trials.stream()
                    .flatMap(trial -> trial.looks().stream())
                    .map(Trial.Look::iterations)
                    .distinct()
                    .sorted()
                    .toList();
            for (int look : looks) {
                boolean last = look == looks.get(looks.size() - 1);
                rows.add(List.of(title, String.valueOf(look), values(trials, look), last ? wrong(trials) : ""));
            }
        });
        return new Table(
                List.of("treatment", "iterations", report.provenance().metric() + " of each trial", "in the end"),
                rows);
    }

    private static String values(List<Trial> trials, int look) {
        return trials.stream()
                .flatMap(trial -> trial.looks().stream())
                .filter(each -> each.iterations() == look)
                .map(each -> Double.isNaN(each.value()) ? "none" : String.format(Locale.ROOT, "%.3f", each.value()))
                .collect(Collectors.joining(" "));
    }

    private static String wrong(List<Trial> trials) {
        String failures = trials.stream()
                .flatMap(trial -> trial.failed().stream())
                .distinct()
                .collect(Collectors.joining("; "));
        String findings = trials.stream()
                .flatMap(trial -> trial.findings().stream())
                .collect(Collectors.groupingBy(
                        (Finding finding) ->
                                finding.code() + " " + finding.outcome().name().toLowerCase(Locale.ROOT),
                        TreeMap::new,
                        Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + " of " + trials.size() + ")")
                .collect(Collectors.joining(", "));
        if (failures.isEmpty()) {
            return findings.isEmpty() ? "nothing wrong" : findings;
        }
        return findings.isEmpty() ? failures : findings + "; " + failures;
    }

    private static String provenance(Provenance by) {
        return "Gradient Doctor " + by.toolkit() + ", Deeplearning4j " + by.deeplearning4j() + ", Java " + by.java()
                + ", backend " + by.backend() + ". Configuration " + by.configuration() + ". Training data: "
                + by.training() + ". Validation data: " + by.validation() + ". Metric: " + by.metric() + ". Seeds: "
                + by.seeds() + ". One plain training: " + by.iterations() + " iterations (minibatches)."
                + (by.repeatable() ? "" : " A limit of time was set, so another run may end otherwise.");
    }
}
