package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.html.page.Event;
import org.gradientdoctor.core.html.page.Line;
import org.gradientdoctor.core.html.page.Line.Dot;
import org.gradientdoctor.core.html.page.LineChart;
import org.gradientdoctor.core.html.page.LineChart.Scale;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** The loss over time with what happened on the way. */
final class LossPanel {
    private static final String TITLE = "Loss";
    /** Losses further apart than this are drawn by powers of ten. */
    private static final double WIDE = 100;

    private LossPanel() {}

    static Panel of(TraceSnapshot trace, List<Event> more) {
        List<Stretch> run = Stretch.of(trace);
        if (run.isEmpty()) {
            return Panel.of(
                    TITLE,
                    new Part.Missing(
                            trace.isPreflight()
                                    ? "No loss over time: this is a probe before training."
                                    : "No iteration was read, so there is no loss to show."));
        }
        if (run.stream().allMatch(LossPanel::isUnread)) {
            return Panel.of(TITLE, new Part.Missing("No loss was read: the errors come from elsewhere."));
        }
        List<Dot> loss = new ArrayList<>();
        List<Dot> lowest = new ArrayList<>();
        List<Dot> highest = new ArrayList<>();
        for (Stretch stretch : run) {
            if (isUnread(stretch)) {
                continue;
            }
            loss.add(new Dot(stretch.middle(), stretch.meanLoss(), stretch.broken()));
            if (stretch.last() > stretch.first()) {
                lowest.add(Dot.at(stretch.middle(), stretch.lowestLoss()));
                highest.add(Dot.at(stretch.middle(), stretch.highestLoss()));
            }
        }
        List<Line> lines = new ArrayList<>(List.of(new Line("loss (score less regularization)", loss)));
        if (!lowest.isEmpty()) {
            lines.add(new Line("highest of a stretch", highest));
            lines.add(new Line("lowest of a stretch", lowest));
        }
        if (trace.constantAnswer().isKnown()) {
            double constant = trace.constantAnswer().loss();
            double first = run.get(0).middle();
            double last = run.get(run.size() - 1).middle();
            lines.add(new Line(
                    "constant answer",
                    first < last
                            ? List.of(Dot.at(first, constant), Dot.at(last, constant))
                            : List.of(Dot.at(first, constant))));
        }
        LossEvents found = LossEvents.of(trace);
        List<Event> events = new ArrayList<>(found.shown());
        events.addAll(more);
        List<Part> parts = new ArrayList<>();
        parts.add(LineChart.of(
                        "Loss by iteration",
                        "It should fall and stay below the constant answer, the best loss of a model that ignores its"
                                + " input; a cross at the upper rim is a loss or gradient that is not finite.",
                        "iteration",
                        "loss per example",
                        scale(run),
                        lines)
                .withEvents(events));
        found.omission().ifPresent(sentence -> parts.add(Part.text(sentence)));
        return new Panel(TITLE, parts);
    }

    /** Not to be shown as a loss that is not finite. */
    private static boolean isUnread(Stretch stretch) {
        return Double.isNaN(stretch.meanLoss()) && !stretch.broken();
    }

    private static Scale scale(List<Stretch> run) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (Stretch stretch : run) {
            for (double loss : new double[] {stretch.lowestLoss(), stretch.highestLoss()}) {
                if (Double.isFinite(loss)) {
                    low = Math.min(low, loss);
                    high = Math.max(high, loss);
                }
            }
        }
        return low > 0 && high > WIDE * low ? Scale.LOGARITHMIC : Scale.LINEAR;
    }
}
