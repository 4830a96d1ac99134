package org.gradientdoctor.remedies.composition;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.remedies.Remedy;

/**
 * The order in which the steps of a recommendation are applied, whatever order they are given in: what is removed goes
 * first, so that nothing is done to it; then what layers are and how they are drawn; then how they are trained, so that
 * layers inserted afterwards train as their neighbors do; last, what measures the network as the others leave it.
 * Remedies that are not in this list come behind all others, in the order given: they see what those left.
 */
public final class StepOrder {
    private static final Map<String, Integer> PLACES = Map.ofEntries(
            Map.entry("reduce-depth", 0),
            // Before what sets activations: gated cells have their own.
            Map.entry("gate-recurrence", 1),
            Map.entry("fix-output-and-loss", 2),
            Map.entry("swap-activation", 3),
            Map.entry("tailor-rectifier", 3),
            Map.entry("parametric-rectifier", 3),
            Map.entry("layer-normalization", 4),
            Map.entry("reinitialize-weights", 5),
            Map.entry("change-updater", 6),
            Map.entry("reduce-learning-rate", 7),
            Map.entry("tune-learning-rate", 7),
            Map.entry("regularize-weights", 8),
            Map.entry("reduce-dropout", 9),
            Map.entry("shorten-backpropagation", 10),
            Map.entry("clip-gradients", 10),
            Map.entry("clip-global-norm", 10),
            Map.entry("clip-adaptively", 10),
            Map.entry("standardize-labels", 11),
            // Around what normalization will stand in, so that the skip leads past it.
            Map.entry("add-skip-connections", 12),
            // What is begun from data reads what it gives.
            Map.entry("normalize-inputs", 13),
            Map.entry("insert-batch-normalization", 14),
            // Behind it: the rate of weights that read raw numbers is for no other layer.
            Map.entry("standardize-inputs", 15),
            Map.entry("unit-variance", 16));

    private StepOrder() {}

    /** The steps in order; of equal steps the first. */
    public static List<Remedy> of(List<? extends Remedy> steps) {
        return steps.stream()
                .<Remedy>map(step -> step)
                .distinct()
                .sorted(Comparator.comparingInt(step -> PLACES.getOrDefault(step.name(), Integer.MAX_VALUE)))
                .toList();
    }
}
