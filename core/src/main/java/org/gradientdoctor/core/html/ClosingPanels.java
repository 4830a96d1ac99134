package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.html.page.Grid;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.html.page.Tone;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.WatchCost;

/** What was not evaluated, how readings were sampled, what watching cost, and by what versions. */
final class ClosingPanels {
    private ClosingPanels() {}

    static List<Panel> of(Diagnosis diagnosis) {
        return List.of(notEvaluated(diagnosis), sampling(diagnosis.trace()), provenance(diagnosis.trace()));
    }

    private static Panel notEvaluated(Diagnosis diagnosis) {
        List<Finding> missing = diagnosis.findings().stream()
                .filter(finding -> finding.outcome() == Outcome.NOT_EVALUATED)
                .toList();
        List<Part> parts = new ArrayList<>();
        if (missing.isEmpty()) {
            parts.add(new Part.Missing("Every detector had what it needs."));
        } else {
            parts.add(new Grid(
                    "Detectors that could not judge",
                    List.of("detector", "why"),
                    missing.stream()
                            .map(finding -> new Grid.Row(
                                    Tone.UNKNOWN, List.of(VerdictPanels.title(finding), finding.explanation())))
                            .toList()));
        }
        List<String> unread = diagnosis.trace().unread();
        if (!unread.isEmpty()) {
            parts.add(new Grid(
                    "What could not be read",
                    List.of("what, and why"),
                    unread.stream().map(Grid.Row::of).toList()));
        }
        return new Panel("Not evaluated", parts);
    }

    private static Panel sampling(TraceSnapshot trace) {
        if (trace.isPreflight()) {
            int batches = trace.probes().size();
            return Panel.of(
                    "Sampling and overhead",
                    Part.text("Read by a probe of " + batches + (batches == 1 ? " batch" : " batches")
                            + "; no training step was taken on the network."));
        }
        WatchCost cost = trace.cost();
        List<Part> parts = new ArrayList<>();
        parts.add(Part.text(String.format(
                Locale.ROOT,
                "%d iterations were read. The last %d are kept one by one, older ones as %d stretches with their extremes;"
                        + " of %d full readings of all layers %d are kept%s.",
                trace.iterations(),
                trace.recent().size(),
                trace.older().size(),
                Math.max(cost.fullReadings(), trace.full().size()),
                trace.full().size(),
                cost.schedule().isEmpty() ? "" : " (" + cost.schedule() + ")")));
        parts.add(
                Double.isNaN(cost.ratio())
                        ? new Part.Missing("What watching cost was not measured.")
                        : Part.text(String.format(
                                Locale.ROOT,
                                "Watching took %.2f %% of the training time (%.1f s of %.1f s), as the watcher measured"
                                        + " itself.",
                                100 * cost.ratio(),
                                cost.watchingNanos() / 1e9,
                                cost.trainingNanos() / 1e9)));
        return new Panel("Sampling and overhead", parts);
    }

    private static Panel provenance(TraceSnapshot trace) {
        List<Grid.Row> rows = new ArrayList<>();
        rows.add(Grid.Row.of("network", trace.profile().networkClass()));
        rows.add(Grid.Row.of(
                "parameters",
                trace.profile().parameters() + ", " + trace.profile().dataType()));
        rows.add(Grid.Row.of(
                "output",
                trace.profile().outputActivation() + ", "
                        + trace.profile().loss().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        trace.environment().forEach((what, version) -> rows.add(Grid.Row.of(what, version)));
        return Panel.of("Provenance", new Grid("By what it was made", List.of("what", "which"), rows));
    }
}
