package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gradientdoctor.core.html.page.Line;
import org.gradientdoctor.core.html.page.Line.Dot;
import org.gradientdoctor.core.html.page.LineChart;
import org.gradientdoctor.core.html.page.LineChart.Scale;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** The norm of the whole gradient, before clipping and after. */
final class ClippingPanel {
    private static final String TITLE = "Gradient norm and clipping";

    private ClippingPanel() {}

    static Panel of(TraceSnapshot trace) {
        List<Stretch> run = Stretch.of(trace);
        if (run.stream().allMatch(stretch -> stretch.highestNorms().isEmpty())) {
            return Panel.of(TITLE, new Part.Missing("No gradient norm was read."));
        }
        boolean clips =
                trace.recent().stream().anyMatch(vitals -> vitals.clipping().isConfigured());
        List<Dot> before = new ArrayList<>();
        for (Stretch stretch : run) {
            before.add(new Dot(stretch.middle(), stretch.highestNorms().norm(), stretch.broken()));
        }
        List<Line> lines = new ArrayList<>(List.of(new Line("before clipping", before)));
        if (clips) {
            lines.add(new Line("after clipping", after(trace.recent())));
        }
        List<Part> parts = new ArrayList<>();
        parts.add(LineChart.of(
                "L2 norm of the whole gradient",
                clips
                        ? "Where the two lines part, clipping is at work; of older stretches the norm of each layer's largest is"
                                + " shown, which no single iteration need have had."
                        : "A spike is a burst, a steady rise an explosion in time; of older stretches the norm of each layer's"
                                + " largest is shown, which no single iteration need have had.",
                "iteration",
                "L2 norm",
                Scale.LOGARITHMIC,
                lines));
        if (clips) {
            parts.add(share(run, trace.recent()));
        } else {
            parts.add(new Part.Missing("The network clips no gradient, so there is no share of clipped steps."));
        }
        return new Panel(TITLE, parts);
    }

    private static List<Dot> after(List<VitalSigns> recent) {
        List<Dot> after = new ArrayList<>();
        for (VitalSigns vitals : recent) {
            double shrink = vitals.clipping().shrink();
            if (!Double.isNaN(shrink) || !vitals.isFinite()) {
                after.add(new Dot(vitals.iteration(), vitals.gradientNorm() * shrink, !vitals.isFinite()));
            }
        }
        return after;
    }

    private static Part share(List<Stretch> run, List<VitalSigns> recent) {
        long clipped = recent.stream()
                .filter(vitals -> vitals.clipping().engaged() > 0)
                .count();
        List<Dot> dots = new ArrayList<>();
        for (Stretch stretch : run) {
            if (!Double.isNaN(stretch.clipped())) {
                dots.add(Dot.at(stretch.middle(), stretch.clipped()));
            }
        }
        return LineChart.of(
                "Share of layers clipped",
                String.format(
                        Locale.ROOT,
                        "Clipping is for rare bursts: of the last %d iterations %.0f %% were clipped in some layer.",
                        recent.size(),
                        100.0 * clipped / Math.max(1, recent.size())),
                "iteration",
                "share of layers, 0 to 1",
                Scale.SHARE,
                List.of(new Line("clipped", dots)));
    }
}
