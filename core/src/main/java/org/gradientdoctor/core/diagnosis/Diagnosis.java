package org.gradientdoctor.core.diagnosis;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.report.Console;
import org.gradientdoctor.core.report.Ink;
import org.gradientdoctor.core.report.Markdown;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * What is wrong with one training run, where and why: findings, causes and one verdict, with the trace they rest on.
 *
 * @param trace the run as it stood
 * @param findings one answer for each detector, the gravest first, in the order of codes where equal
 * @param causes most important first
 * @param prediction what theory says of the error signal of this network, beside what was measured first
 */
public record Diagnosis(TraceSnapshot trace, List<Finding> findings, List<Attribution> causes, Prediction prediction)
        implements Serializable {

    public Diagnosis {
        findings = List.copyOf(findings);
        causes = List.copyOf(causes);
    }

    /** Without a prediction. */
    public Diagnosis(TraceSnapshot trace, List<Finding> findings, List<Attribution> causes) {
        this(trace, findings, causes, Prediction.none("none was asked for", Double.NaN, Double.NaN, 0));
    }

    /** The gravest outcome of all findings; {@link Outcome#NOT_EVALUATED} where nothing could be evaluated. */
    public Outcome verdict() {
        return Outcome.gravest(findings.stream().map(Finding::outcome).toList());
    }

    /** The finding for this symptom, the first where a user's detectors give several. */
    public Optional<Finding> finding(Symptom symptom) {
        return findings.stream().filter(finding -> finding.symptom() == symptom).findFirst();
    }

    /** Findings that say something is wrong, the gravest first. */
    public List<Finding> sick() {
        return findings.stream().filter(finding -> finding.outcome().isSick()).toList();
    }

    /** The diagnosis as sections, for any format. */
    public List<Section> sections() {
        return new DiagnosisSections(this).all();
    }

    /** As Markdown of fewer than 60 lines, with versions and a summary of the network, to paste into an issue. */
    public String toMarkdown() {
        return Markdown.print(sections());
    }

    /** As JSON, the trace included; {@code docs/diagnosis.schema.json} says what it holds. */
    public String toJson() {
        return DiagnosisJson.FORMAT.write(this);
    }

    /**
     * The diagnosis that {@link #toJson()} wrote, equal to it.
     *
     * @throws IllegalArgumentException where the text is no such JSON, is of another version, or holds what no diagnosis
     *     can have; the message says what and where
     */
    public static Diagnosis fromJson(String json) {
        return DiagnosisJson.FORMAT.read(json);
    }

    /** As {@link #toString()}, with colors where the ink has them. */
    public String toConsole(Ink ink) {
        return Console.print(new DiagnosisSections(this).forConsole(), ink);
    }

    /**
     * The console report, without color: of a healthy network one line, and what a guard did. {@link #toMarkdown()} says
     * in each case what was evaluated, what was not and why.
     */
    @Override
    public String toString() {
        return toConsole(Ink.PLAIN);
    }
}
