package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.html.page.LineChart;
import org.gradientdoctor.core.html.page.LineChart.Scale;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.html.page.StackedBars;
import org.gradientdoctor.core.html.page.StackedBars.Stack;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;

/** What becomes of the error signal and of the spread across examples with depth, and what causes it where. */
final class DepthPanel {
    private DepthPanel() {}

    static Panel of(Diagnosis diagnosis) {
        List<IterationReading> signals = diagnosis.trace().signals();
        List<String> path = diagnosis.trace().profile().layers().isEmpty()
                ? List.of()
                : diagnosis.trace().profile().longestPath().stream()
                        .map(LayerProfile::name)
                        .toList();
        List<Part> parts = new ArrayList<>();
        DepthLines lines = new DepthLines(diagnosis.trace().profile(), path);
        parts.add(errorSignal(diagnosis, signals, lines));
        parts.add(spread(signals, lines));
        parts.add(attribution(diagnosis, path));
        return new Panel("Error signal and spread by depth", parts);
    }

    private static Part errorSignal(Diagnosis diagnosis, List<IterationReading> signals, DepthLines lines) {
        var drawn = lines.errorSignal(signals);
        if (drawn.isEmpty()) {
            return new Part.Missing("The error signal was read in no layer, so its profile is not shown.");
        }
        String theory = diagnosis.prediction().toString();
        return LineChart.of(
                        "Error signal by layer",
                        "From right (output) to left (input) the signal should keep its height; the slope is what a layer"
                                + " costs. Here: " + theory + ".",
                        "layer, from input to output",
                        "RMS of the error signal",
                        Scale.LOGARITHMIC,
                        drawn)
                .withXNames(lines.path());
    }

    private static Part spread(List<IterationReading> signals, DepthLines lines) {
        var drawn = lines.spread(signals);
        if (drawn.isEmpty()) {
            return new Part.Missing("How far examples lie apart was read in no layer, so it is not shown.");
        }
        return LineChart.of(
                        "Spread across examples by layer",
                        "It is the spread over the RMS of the activations: where it falls to a hundredth of its height,"
                                + " examples look alike to the layers behind, which then cannot tell them apart.",
                        "layer, from input to output",
                        "relative spread, a ratio",
                        Scale.LOGARITHMIC,
                        drawn)
                .withXNames(lines.path());
    }

    private static Part attribution(Diagnosis diagnosis, List<String> path) {
        List<Stack> stacks = new ArrayList<>();
        for (Attribution cause : diagnosis.causes()) {
            List<String> layers = cause.layers().stream().filter(path::contains).toList();
            if (layers.isEmpty()) {
                continue;
            }
            Map<String, Double> shares = new HashMap<>();
            layers.forEach(layer -> shares.put(layer, cause.share() / layers.size()));
            stacks.add(new Stack(
                    cause.cause().title(),
                    path.stream().map(layer -> shares.getOrDefault(layer, 0.0)).toList()));
        }
        if (stacks.isEmpty()) {
            return new Part.Missing(
                    diagnosis.causes().isEmpty()
                            ? "No cause was found, so none is laid at any layer's door."
                            : "The causes found concern the whole network and no layer in particular.");
        }
        return new StackedBars(
                "Causes by layer",
                "The higher a bar, the more of what is wrong comes from this layer; each cause's share is spread evenly"
                        + " over the layers it names.",
                "layer",
                path,
                stacks);
    }
}
