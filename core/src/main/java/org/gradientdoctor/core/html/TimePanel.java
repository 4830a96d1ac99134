package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.html.page.Grid;
import org.gradientdoctor.core.html.page.Line;
import org.gradientdoctor.core.html.page.Line.Dot;
import org.gradientdoctor.core.html.page.LineChart;
import org.gradientdoctor.core.html.page.LineChart.Scale;
import org.gradientdoctor.core.html.page.Numbers;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** How far the error signal reaches back in time through recurrent layers. */
final class TimePanel {
    private static final String TITLE = "Error signal over time steps";
    /** More lines than this cannot be told apart. */
    private static final int LINES = 8;

    private TimePanel() {}

    static Panel of(TraceSnapshot trace) {
        List<ProbeReading> probed =
                trace.probes().stream().filter(probe -> !probe.time().isEmpty()).toList();
        if (probed.isEmpty()) {
            boolean recurrent =
                    trace.profile().layers().stream().anyMatch(layer -> layer.role() == LayerRole.RECURRENT);
            return Panel.of(
                    TITLE,
                    new Part.Missing(
                            recurrent
                                    ? "No probe read the signal over time steps: examine the network before training, or"
                                            + " have the listener probe a batch."
                                    : "The network has no recurrent layer."));
        }
        ProbeReading last = probed.get(probed.size() - 1);
        List<Line> lines = new ArrayList<>();
        List<Grid.Row> rows = new ArrayList<>();
        for (TimeProfile profile : last.time()) {
            List<Dot> dots = new ArrayList<>();
            for (int step = 0; step < profile.steps(); step++) {
                dots.add(Dot.at(step, profile.signal().get(step)));
            }
            if (lines.size() < LINES) {
                lines.add(new Line(name(profile), dots));
            }
            rows.add(Grid.Row.of(
                    name(profile),
                    profile.kind(),
                    profile.reach() + " of " + (profile.steps() - 1),
                    Numbers.of(profile.decayPerStep()),
                    Numbers.of(profile.spectralRadius()),
                    Double.isNaN(profile.forgetGate()) ? "none" : Numbers.of(profile.forgetGate())));
        }
        return Panel.of(
                TITLE,
                LineChart.of(
                        "Signal by steps back in time, at iteration " + last.iteration(),
                        "It begins at 1 at the last step; what lies further back than where it falls below a hundredth"
                                + " cannot be learned from.",
                        "steps back from the last",
                        "ratio to the last step",
                        Scale.LOGARITHMIC,
                        lines),
                new Grid(
                        "Reach of each recurrent layer",
                        List.of(
                                "layer",
                                "kind",
                                "steps back above 1 %",
                                "factor per step",
                                "spectral radius",
                                "forget gate"),
                        rows));
    }

    private static String name(TimeProfile profile) {
        return profile.layer() + (profile.backwards() ? " (backwards)" : "");
    }
}
