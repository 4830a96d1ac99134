package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gradientdoctor.core.html.page.Event;
import org.gradientdoctor.core.html.page.Line;
import org.gradientdoctor.core.html.page.LineChart;
import org.gradientdoctor.core.html.page.LineChart.Scale;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;

/** A repair as parts of a page: what came of it, the trials, and curves before and after. */
final class RepairPanels {
    /** More arms than lines that can be told apart; the accepted one and the untreated one are always among them. */
    private static final int ARMS = 6;

    private RepairPanels() {}

    static List<Panel> of(RepairReport report) {
        List<Panel> panels = new ArrayList<>();
        RepairSections.of(report).forEach(section -> {
            boolean provenance = section.title().equals("Provenance");
            panels.add(
                    provenance
                            ? new Panel(
                                    "Provenance of the repair",
                                    Panel.of(section).parts())
                            : Panel.of(section));
            if (section.title().equals("Repair")) {
                panels.add(curves(report));
            }
        });
        return panels;
    }

    private static Panel curves(RepairReport report) {
        String title = "Before and after";
        if (report.trials().isEmpty()) {
            return Panel.of(title, new Part.Missing("No trial was made, so there is nothing to compare."));
        }
        Map<String, List<Trial>> arms = shown(report);
        List<Line> losses = new ArrayList<>();
        List<Line> values = new ArrayList<>();
        List<Event> ends = new ArrayList<>();
        arms.forEach((name, trials) -> {
            losses.add(new Line(name, MeanCurves.losses(trials)));
            values.add(new Line(name, MeanCurves.values(trials)));
            ends.addAll(MeanCurves.ends(name, trials));
        });
        boolean positive = losses.stream()
                .flatMap(line -> line.dots().stream())
                .allMatch(dot -> !Double.isFinite(dot.y()) || dot.y() > 0);
        return Panel.of(
                title,
                LineChart.of(
                                "Training loss, mean over the trials of each treatment",
                                "A treatment that helps falls below the untreated line and stays there; where not all trials"
                                        + " were trained on, it goes on with those that were. A cross at the upper rim is"
                                        + " where some trial ended before its time or has a loss that is not finite.",
                                "iteration",
                                "training loss",
                                positive ? Scale.LOGARITHMIC : Scale.LINEAR,
                                losses)
                        .withEvents(ends),
                LineChart.of(
                        "Validation data: " + report.provenance().metric() + ", mean over the trials of each treatment",
                        "This is what trials are judged by; a treatment is accepted where every trial of it is better than"
                                + " every untreated one, so see the table for each. A cross at the upper rim is where some trial has nothing"
                                + " to measure.",
                        "iteration",
                        report.provenance().metric(),
                        Scale.LINEAR,
                        values));
    }

    private static Map<String, List<Trial>> shown(RepairReport report) {
        Map<String, List<Trial>> all = report.trials().stream()
                .collect(Collectors.groupingBy(Trial::title, LinkedHashMap::new, Collectors.toList()));
        List<Recommendation> accepted = report.steps();
        Map<String, List<Trial>> shown = new LinkedHashMap<>();
        all.forEach((name, trials) -> {
            boolean needed = trials.get(0).isControl()
                    || (!accepted.isEmpty() && trials.get(0).treatment().equals(accepted));
            if (needed || shown.size() < ARMS - 1) {
                shown.put(name, trials);
            }
        });
        return shown;
    }
}
