package org.gradientdoctor.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.report.Block;
import org.gradientdoctor.core.report.Block.Entries;
import org.gradientdoctor.core.report.Block.Entry;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.core.trace.FlightRecord;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.WatchCost;

/** Says a diagnosis in sections: verdict, findings, causes, what was not evaluated, network, provenance. */
final class DiagnosisSections {
    /** Kinds of layers listed in the summary of the network. */
    private static final int RUNS = 10;
    /** Codes named in the line of a healthy network, so that it stays one line. */
    private static final int CODES = 3;

    private static final String GUARD = "Guard";

    private final Diagnosis diagnosis;
    private final TraceSnapshot trace;

    DiagnosisSections(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
        this.trace = diagnosis.trace();
    }

    List<Section> all() {
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of("", new Paragraph(verdict())));
        if (!diagnosis.sick().isEmpty()) {
            sections.add(new Section("Findings", FindingNotices.of(diagnosis.sick())));
        }
        trace.flightRecord().ifPresent(flight -> sections.add(origin(flight)));
        if (!trace.interventions().isEmpty()) {
            sections.add(Section.of(GUARD, new Paragraph(InterventionSummary.of(trace.interventions()))));
        }
        if (!diagnosis.causes().isEmpty()) {
            sections.add(Section.of(
                    "Causes",
                    new Entries(diagnosis.causes().stream().map(this::entry).toList())));
        }
        if (diagnosis.prediction().isPredicted()) {
            String prediction = diagnosis.prediction().toString();
            sections.add(Section.of("Error signal, by theory", new Paragraph(capitalized(prediction) + ".")));
        }
        sections.add(evaluated());
        if (!trace.profile().layers().isEmpty()) {
            sections.add(Section.of("Network", new Paragraph(network())));
        }
        sections.add(Section.of("Provenance", new Paragraph(provenance())));
        sections.removeIf(section -> section.blocks().isEmpty());
        return sections;
    }

    /** What a console shows: of a healthy network the verdict alone, and what a guard had to do for it. */
    List<Section> forConsole() {
        List<Section> all = all();
        return diagnosis.verdict() != Outcome.HEALTHY
                ? all
                : all.stream()
                        .filter(section ->
                                section.title().isEmpty() || section.title().equals(GUARD))
                        .toList();
    }

    private String verdict() {
        long evaluated = count(Outcome.HEALTHY) + count(Outcome.WARNING) + count(Outcome.FAILING);
        String ground = (trace.isPreflight() ? beforeTraining() : " after " + trace.iterations() + " iterations; ")
                + evaluated + " of "
                + diagnosis.findings().size() + " detectors could judge";
        return switch (diagnosis.verdict()) {
            case FAILING -> "FAILING: " + names(Outcome.FAILING) + ground + ".";
            case WARNING -> "WARNING: " + names(Outcome.WARNING) + ground + ".";
            case HEALTHY -> "HEALTHY" + ground + missing() + ".";
            case NOT_EVALUATED -> "NOT EVALUATED: no detector had enough readings" + ground + ".";
        };
    }

    private String missing() {
        List<String> codes = diagnosis.findings().stream()
                .filter(finding -> finding.outcome() == Outcome.NOT_EVALUATED)
                .map(Finding::code)
                .toList();
        if (codes.isEmpty()) {
            return "";
        }
        return codes.size() <= CODES
                ? ", not " + String.join(", ", codes)
                : ", not " + String.join(", ", codes.subList(0, CODES - 1)) + " and " + (codes.size() - CODES + 1)
                        + " more";
    }

    private String beforeTraining() {
        int batches = trace.probes().size();
        return " by a probe of " + batches + (batches == 1 ? " batch; " : " batches; ");
    }

    private long count(Outcome outcome) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.outcome() == outcome)
                .count();
    }

    private String names(Outcome outcome) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.outcome() == outcome)
                .map(finding -> title(finding))
                .collect(Collectors.joining(", "));
    }

    private static String title(Finding finding) {
        return finding.symptom() == Symptom.CUSTOM
                ? finding.code()
                : finding.symptom().title();
    }

    private Entry entry(Attribution cause) {
        String layers = cause.layers().isEmpty() ? "" : ", layers " + NameList.of(cause.layers());
        return new Entry(
                String.format(
                        Locale.ROOT,
                        "%.0f %% %s%s",
                        100 * cause.share(),
                        cause.cause().title(),
                        layers),
                List.of(cause.explanation()));
    }

    private Section origin(FlightRecord flight) {
        NonFiniteOrigin origin = flight.origin();
        String stage = origin.stage().name().toLowerCase(Locale.ROOT);
        String place = origin.layer().isEmpty() ? "" : " of layer " + origin.layer();
        String example = origin.example() < 0 ? "" : ", first in example " + origin.example() + " of the minibatch";
        String text = "Iteration " + origin.iteration() + ": " + origin.count() + " non-finite value"
                + (origin.count() == 1 ? "" : "s") + " in "
                + (origin.tensor().equals(stage) ? stage : stage + " " + origin.tensor()) + place + example + "; the "
                + flight.iterations().size() + " iterations up to it are kept.";
        return Section.of("First non-finite value", new Paragraph(text));
    }

    private Section evaluated() {
        List<Block> blocks = new ArrayList<>();
        List<String> healthy = diagnosis.findings().stream()
                .filter(finding -> finding.outcome() == Outcome.HEALTHY)
                .map(finding -> finding.code() + " " + title(finding))
                .toList();
        if (!healthy.isEmpty()) {
            blocks.add(new Paragraph("Healthy: " + String.join(", ", healthy) + "."));
        }
        List<Entry> missing = diagnosis.findings().stream()
                .filter(finding -> finding.outcome() == Outcome.NOT_EVALUATED)
                .map(finding -> new Entry(
                        "Not evaluated: " + finding.code() + " " + title(finding) + ", " + finding.explanation(),
                        List.of()))
                .toList();
        if (!missing.isEmpty()) {
            blocks.add(new Entries(missing));
        }
        if (!trace.unread().isEmpty()) {
            int shown = Math.min(5, trace.unread().size());
            String more =
                    trace.unread().size() > shown ? " (and " + (trace.unread().size() - shown) + " more)" : "";
            blocks.add(new Paragraph(
                    "Not read: " + String.join("; ", trace.unread().subList(0, shown)) + more + "."));
        }
        return new Section("Evaluated", blocks);
    }

    private String network() {
        NetworkProfile profile = trace.profile();
        List<String> runs = new ArrayList<>();
        String previous = "";
        int length = 0;
        for (LayerProfile layer : profile.layers()) {
            String kind = layer.type()
                    + (layer.activation() == null
                            ? ""
                            : " " + layer.activation().name())
                    + (layer.fanIn() > 0 ? " " + layer.fanIn() + "→" + layer.fanOut() : "");
            if (!kind.equals(previous) && length > 0) {
                runs.add(run(previous, length));
                length = 0;
            }
            previous = kind;
            length++;
        }
        runs.add(run(previous, length));
        String layers = runs.size() <= RUNS
                ? String.join(", ", runs)
                : String.join(", ", runs.subList(0, RUNS)) + ", and " + (runs.size() - RUNS) + " more kinds";
        String updater = profile.trainable().stream()
                .map(LayerProfile::updater)
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
        return profile.networkClass() + ", " + profile.parameters() + " parameters, " + profile.dataType() + ", "
                + updater + ": " + layers + ".";
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String run(String kind, int length) {
        return length > 1 ? length + " × " + kind : kind;
    }

    private String provenance() {
        StringBuilder text = new StringBuilder();
        trace.environment()
                .forEach((what, version) ->
                        text.append(what).append(' ').append(version).append(", "));
        if (trace.isPreflight()) {
            return text.append("no training step taken on the network.").toString();
        }
        WatchCost cost = trace.cost();
        text.append(trace.full().size()).append(" full readings kept");
        if (!Double.isNaN(cost.ratio())) {
            text.append(String.format(
                    Locale.ROOT,
                    ", %d taken; watching took %.2f %% of the training time (%s)",
                    cost.fullReadings(),
                    100 * cost.ratio(),
                    cost.schedule()));
        }
        return text.append('.').toString();
    }
}
