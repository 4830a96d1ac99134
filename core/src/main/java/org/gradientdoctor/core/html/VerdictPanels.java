package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.html.page.Grid;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.html.page.Tone;
import org.gradientdoctor.core.report.Block.Paragraph;

/** Verdict, findings and causes: what everything below explains. */
final class VerdictPanels {
    private VerdictPanels() {}

    static Tone tone(Outcome outcome) {
        return switch (outcome) {
            case FAILING -> Tone.BAD;
            case WARNING -> Tone.WARNING;
            case HEALTHY -> Tone.GOOD;
            case NOT_EVALUATED -> Tone.UNKNOWN;
        };
    }

    /** The sentence every report begins with. */
    static String verdict(Diagnosis diagnosis) {
        return diagnosis.sections().get(0).blocks().get(0) instanceof Paragraph paragraph ? paragraph.text() : "";
    }

    static Panel findings(Diagnosis diagnosis) {
        List<Finding> judged = diagnosis.findings().stream()
                .filter(finding -> finding.outcome() != Outcome.NOT_EVALUATED)
                .toList();
        if (judged.isEmpty()) {
            return Panel.of(
                    "Findings",
                    new Part.Missing("No detector had enough readings to judge by; what each lacks stands below."));
        }
        return Panel.of(
                "Findings",
                new Grid(
                        "What each detector found, the gravest first",
                        List.of("Outcome", "Finding", "Layers", "Since iteration", "What, and the numbers"),
                        judged.stream().map(VerdictPanels::row).toList()));
    }

    private static Grid.Row row(Finding finding) {
        return new Grid.Row(
                tone(finding.outcome()),
                List.of(
                        finding.outcome().name(),
                        title(finding),
                        finding.layers().isEmpty() ? "" : Figures.layers(finding.layers()),
                        finding.firstIteration().isPresent()
                                ? String.valueOf(finding.firstIteration().getAsInt())
                                : "",
                        finding.explanation() + numbers(finding)));
    }

    static String title(Finding finding) {
        return finding.symptom() == Symptom.CUSTOM
                ? finding.code()
                : finding.code() + " " + finding.symptom().title();
    }

    private static String numbers(Finding finding) {
        return finding.measurements().isEmpty()
                ? ""
                : finding.measurements().stream()
                        .map(VerdictPanels::number)
                        .collect(Collectors.joining("; ", " Numbers: ", "."));
    }

    private static String number(Measurement measurement) {
        String text = measurement.what() + " " + Figures.of(measurement.value());
        return Double.isNaN(measurement.threshold())
                ? text
                : text + " (threshold " + Figures.of(measurement.threshold()) + ")";
    }

    static Panel causes(Diagnosis diagnosis) {
        List<Part> parts = new ArrayList<>();
        if (diagnosis.causes().isEmpty()) {
            parts.add(new Part.Missing(
                    diagnosis.verdict().isSick()
                            ? "What was measured does not tell a cause."
                            : "Nothing is wrong that would need a cause."));
        } else {
            parts.add(new Grid(
                    "Causes, the most important first",
                    List.of("Share", "Cause", "Layers", "Why"),
                    diagnosis.causes().stream().map(VerdictPanels::row).toList()));
        }
        return new Panel("Causes", parts);
    }

    private static Grid.Row row(Attribution cause) {
        return Grid.Row.of(
                String.format(Locale.ROOT, "%.0f %%", 100 * cause.share()),
                cause.cause().title(),
                cause.layers().isEmpty() ? "whole network" : Figures.layers(cause.layers()),
                cause.explanation());
    }
}
