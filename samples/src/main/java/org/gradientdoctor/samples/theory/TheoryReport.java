package org.gradientdoctor.samples.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.core.signal.ActivationFunction;
import org.gradientdoctor.listeners.probe.BackwardProbe;

/** Comparisons as a Markdown table, with the reasons below it why some activations have no critical scale. */
final class TheoryReport {
    private final List<GainComparison> comparisons = new ArrayList<>();
    private final CriticalColumn critical = new CriticalColumn();

    void add(GainComparison comparison) {
        comparisons.add(comparison);
    }

    int size() {
        return comparisons.size();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| Activation | Weights | Predicted gain | Measured | Measured / predicted (lowest to highest seed)"
                + " | Trainable depth | Critical σ_w² |");
        lines.add("|---|---|---|---|---|---|---|");
        comparisons.stream().map(this::row).forEach(lines::add);
        if (!critical.reasons().isEmpty()) {
            lines.add("");
        }
        critical.reasons().forEach((activation, reason) -> lines.add("- " + activation + ": " + reason));
        return lines;
    }

    private String row(GainComparison comparison) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.3f | %.3f | %.3f (%.3f to %.3f)%s | %s | %s |",
                comparison.activation(),
                comparison.weights() == WeightInit.RELU ? "He" : "Xavier",
                comparison.predicted(),
                comparison.measured(),
                comparison.ratio(),
                comparison.lowestRatio(),
                comparison.highestRatio(),
                comparison.agrees() ? "" : " **outside**",
                depth(comparison.trainableDepth()),
                critical.cell(comparison.activation(), function(comparison)));
    }

    private static String depth(double layers) {
        if (layers > 1000) {
            return layers > 10_000 ? "any" : "over 1000";
        }
        return String.format(Locale.ROOT, layers < 100 ? "%.1f" : "%.0f", layers);
    }

    /** As the listeners adapt it, so that the column speaks of Deeplearning4j's function, not of a textbook's. */
    private static ActivationFunction function(GainComparison comparison) {
        RandomStack small = new RandomStack(1, 2, 1);
        return BackwardProbe.of(small.network(comparison.activation(), comparison.weights(), 1))
                .profile()
                .layers()
                .stream()
                .map(layer -> layer.activation())
                .filter(profile -> profile != null)
                .flatMap(profile -> ActivationFunction.of(profile).stream())
                .findFirst()
                .orElseGet(ActivationFunction::identity);
    }
}
