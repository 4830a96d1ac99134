package org.gradientdoctor.remedies.repair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gradientdoctor.core.html.page.Line;
import org.gradientdoctor.core.html.page.Line.Dot;
import org.gradientdoctor.core.html.page.LineChart;
import org.gradientdoctor.core.html.page.LineChart.Scale;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RepairReport;
import org.gradientdoctor.remedies.Trial;

/** A repair as parts of a page: what came of it, the trials, and curves before and after. */
public final class RepairPanels {
    /** More arms than lines that can be told apart; the accepted one and the untreated one are always among them. */
    private static final int ARMS = 6;

    private RepairPanels() {}

    public static List<Panel> of(RepairReport report) {
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
        arms.forEach((name, trials) -> {
            losses.add(new Line(name, losses(trials)));
            values.add(new Line(name, values(trials)));
        });
        boolean positive = losses.stream()
                .flatMap(line -> line.dots().stream())
                .allMatch(dot -> !Double.isFinite(dot.y()) || dot.y() > 0);
        return Panel.of(
                title,
                LineChart.of(
                        "Training loss, mean over the trials of each treatment",
                        "A treatment that helps falls below the untreated line and stays there; a cross at the upper rim is"
                                + " a loss that is not finite in some trial.",
                        "iteration",
                        "training loss",
                        positive ? Scale.LOGARITHMIC : Scale.LINEAR,
                        losses),
                LineChart.of(
                        "Validation data: " + report.provenance().metric() + ", mean over the trials of each treatment",
                        "This is what trials are judged by; a treatment is accepted where every trial of it is better than"
                                + " every untreated one, so see the table for each.",
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

    /** The mean over trials at each place; curves of unequal length end where the shortest does. */
    private static List<Dot> losses(List<Trial> trials) {
        int points = trials.stream()
                .mapToInt(trial -> trial.losses().losses().size())
                .min()
                .orElse(0);
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            int at = i;
            double[] losses = trials.stream()
                    .mapToDouble(trial -> trial.losses().losses().get(at))
                    .toArray();
            double iteration = trials.get(0).losses().iterations() * (i + .5) / points;
            dots.add(mean(iteration, losses));
        }
        return dots;
    }

    private static List<Dot> values(List<Trial> trials) {
        Map<Integer, List<Double>> byLook = new TreeMap<>();
        trials.forEach(trial -> trial.looks()
                .forEach(look -> byLook.computeIfAbsent(look.iterations(), key -> new ArrayList<>())
                        .add(look.value())));
        List<Dot> dots = new ArrayList<>();
        byLook.forEach((iterations, values) -> dots.add(mean(
                iterations, values.stream().mapToDouble(Double::doubleValue).toArray())));
        return dots;
    }

    private static Dot mean(double x, double[] values) {
        double sum = 0;
        int finite = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                sum += value;
                finite++;
            }
        }
        return new Dot(x, finite == 0 ? Double.NaN : sum / finite, finite < values.length);
    }
}
