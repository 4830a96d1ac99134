package org.gradientdoctor.core.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.core.report.Block;
import org.gradientdoctor.core.report.Block.Figure;
import org.gradientdoctor.core.report.Block.Gravity;
import org.gradientdoctor.core.report.Block.Notice;

/** Findings that say something is wrong, each as one notice. */
final class FindingNotices {
    /** What two findings have in common that are told as one: only the numbers may differ. */
    private record Same(String code, Outcome outcome, List<String> layers) {}

    private FindingNotices() {}

    /** In the order given; what several detectors of a user's own say of the same layers is told once, and counted. */
    static List<Block> of(List<Finding> sick) {
        Map<Same, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : sick) {
            groups.computeIfAbsent(
                            new Same(finding.code(), finding.outcome(), finding.layers()), same -> new ArrayList<>())
                    .add(finding);
        }
        return groups.values().stream()
                .map(group -> notice(group.get(0), group.size()))
                .toList();
    }

    private static Block notice(Finding finding, int times) {
        return new Notice(
                finding.outcome() == Outcome.FAILING ? Gravity.FAILING : Gravity.WARNING,
                title(finding) + (times > 1 ? " (repeated × " + times + ")" : ""),
                place(finding),
                finding.explanation(),
                finding.measurements().stream().map(FindingNotices::figure).toList(),
                help(finding.symptom()));
    }

    private static String title(Finding finding) {
        return finding.symptom() == Symptom.CUSTOM
                ? finding.code()
                : finding.code() + " " + finding.symptom().title();
    }

    private static String place(Finding finding) {
        List<String> parts = new ArrayList<>();
        if (!finding.layers().isEmpty()) {
            parts.add((finding.layers().size() == 1 ? "layer " : "layers ") + NameList.of(finding.layers()));
        }
        finding.firstIteration().ifPresent(i -> parts.add("since iteration " + i));
        return String.join(", ", parts);
    }

    private static Figure figure(Measurement measurement) {
        return new Figure(
                measurement.what(),
                Figures.of(measurement.value()),
                Double.isNaN(measurement.threshold()) ? "" : Figures.of(measurement.threshold()));
    }

    private static String help(Symptom symptom) {
        return symptom.help().isEmpty()
                ? ""
                : symptom.help() + " (docs/rules/" + symptom.code() + "-" + symptom.title() + ".md)";
    }
}
