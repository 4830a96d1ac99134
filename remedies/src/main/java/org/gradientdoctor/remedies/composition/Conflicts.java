package org.gradientdoctor.remedies.composition;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.UnitVariance;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.NonFiniteParameters;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.nd4j.linalg.activations.Activation;

/**
 * Why steps cannot be part of one recommendation. What follows from their values is asked when a recommendation is made,
 * what depends on the network when it is applied: that is left to each remedy's own refusal, but for what takes all
 * steps to know, which is {@linkplain #in(NetworkDraft, List) names and indices of one layer} and {@linkplain #on
 * clipping that would hide where values ceased to be finite}.
 */
public final class Conflicts {
    /** What a layer is called that a step names. */
    private final UnaryOperator<String> called;

    private Conflicts(UnaryOperator<String> called) {
        this.called = called;
    }

    /** Why these steps do not go together, in a sentence that names two of them; empty where they do. */
    public static Optional<String> among(List<? extends Remedy> steps) {
        return new Conflicts(UnaryOperator.identity()).find(steps);
    }

    /** As {@link #among}, in this network, where one step may give a layer by its name and another by its index. */
    public static Optional<String> in(NetworkDraft draft, List<? extends Remedy> steps) {
        return new Conflicts(names(draft)).find(steps);
    }

    private static UnaryOperator<String> names(NetworkDraft draft) {
        return given -> draft.find(given).map(LayerDraft::name).orElse(given);
    }

    private Optional<String> find(List<? extends Remedy> steps) {
        for (int i = 0; i < steps.size(); i++) {
            Optional<String> own = twice(steps.get(i));
            if (own.isPresent()) {
                return own;
            }
            for (int j = i + 1; j < steps.size(); j++) {
                Optional<String> conflict = between(steps.get(i), steps.get(j));
                if (conflict.isPresent()) {
                    return conflict;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> between(Remedy one, Remedy other) {
        return sameSetting(one, other)
                .or(() -> oneWay(one, other))
                .or(() -> oneWay(other, one))
                .map(what -> "\"" + one.title() + "\" and \"" + other.title() + "\" do not go together: " + what);
    }

    private Optional<String> sameSetting(Remedy one, Remedy other) {
        for (Aspect aspect : Aspect.values()) {
            Map<String, Object> second = new LinkedHashMap<>();
            aspect.of(other).forEach((layer, value) -> second.put(called.apply(layer), value));
            for (Map.Entry<String, ?> set : aspect.of(one).entrySet()) {
                String layer = called.apply(set.getKey());
                Object also = second.get(layer);
                if (also != null && !also.equals(set.getValue())) {
                    return Optional.of("they " + aspect.what(layer) + "; " + aspect.wayOut());
                }
            }
        }
        return Optional.empty();
    }

    /** A step that gives one layer by its name and by its index, and has a value for each. */
    private Optional<String> twice(Remedy step) {
        for (Aspect aspect : Aspect.values()) {
            Map<String, Object> seen = new LinkedHashMap<>();
            for (Map.Entry<String, ?> set : aspect.of(step).entrySet()) {
                String layer = called.apply(set.getKey());
                Object also = seen.put(layer, set.getValue());
                if (also != null && !also.equals(set.getValue())) {
                    return Optional.of(
                            "\"" + step.title() + "\" has a layer twice, by its name and by its index: it would "
                                    + aspect.what(layer) + "; " + aspect.wayOut());
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> oneWay(Remedy one, Remedy other) {
        if (one instanceof ReduceDepth shorter) {
            return common(removed(shorter), other.layers())
                    .map(layer -> "the one removes layer " + layer + ", which the other treats; leave it out of one of"
                            + " them");
        }
        if (one instanceof SwapActivation swap
                && swap.activation() == Activation.SELU
                && other instanceof InsertBatchNormalization) {
            return common(swap.swapped(), other.layers())
                    .map(layer -> "SELU in layer " + layer + " normalizes by itself and is spoiled by batch"
                            + " normalization; choose ELU, or leave batch normalization out");
        }
        if (one instanceof UnitVariance && other instanceof InsertBatchNormalization) {
            return common(one.layers(), other.layers())
                    .map(layer -> "batch normalization divides by the deviation to which the weights of layer " + layer
                            + " are scaled, so that the scale has no effect; choose one of them");
        }
        if (one instanceof NormalizeInputs && other instanceof StandardizeInputs) {
            return Optional.of("behind a normalization of the input its columns are standardized already; choose one");
        }
        if (one instanceof UnitVariance && (other instanceof StandardizeInputs || other instanceof StandardizeLabels)) {
            return common(one.layers(), List.of(folded(other)))
                    .map(layer -> "the one scales the weights of layer " + layer + " to the data as they are, the other"
                            + " folds another scale of the data into them; leave the layer out of the first");
        }
        boolean begunFromData = one instanceof InsertBatchNormalization norm
                && norm.start() == InsertBatchNormalization.Start.FROM_DATA;
        return begunFromData && other instanceof StandardizeInputs
                ? Optional.of(
                        "the one keeps what the network answers, by statistics of the weights it has, and the other"
                                + " draws those of the first layer anew; begin batch normalization with the standard values")
                : Optional.empty();
    }

    private static String folded(Remedy step) {
        return step instanceof StandardizeInputs inputs
                ? inputs.layer()
                : step instanceof StandardizeLabels labels ? labels.layer() : "";
    }

    private static Set<String> removed(ReduceDepth shorter) {
        Set<String> removed = new LinkedHashSet<>();
        shorter.removals().forEach(removal -> removed.addAll(removal.layers()));
        return removed;
    }

    private Optional<String> common(Collection<String> one, Collection<String> other) {
        Set<String> others = new LinkedHashSet<>();
        other.forEach(layer -> others.add(called.apply(layer)));
        return one.stream().map(called).filter(others::contains).findFirst();
    }

    /** The layers whose weights these steps draw, so that nothing is left of what they were. */
    public static Set<String> drawn(List<? extends Remedy> steps) {
        Set<String> drawn = new LinkedHashSet<>();
        steps.forEach(step -> drawn.addAll(Aspect.INITIALIZATION.of(step).keySet()));
        return drawn;
    }

    /**
     * Why clipping among these steps would mask where values ceased to be finite in this network; empty where it would
     * not. Deeplearning4j's own makes zeros of such gradients, the listeners leave them as they are.
     */
    public static Optional<String> on(Model model, List<? extends Remedy> steps) {
        return steps.stream().anyMatch(Conflicts::clips)
                ? hidden(NonFiniteParameters.layers(model), steps, names(Surgery.examine(model)))
                : Optional.empty();
    }

    /** As {@link #on(Model, List)}, of a network in which these layers have parameters that are not finite. */
    public static Optional<String> on(Set<String> nonFinite, List<? extends Remedy> steps) {
        return hidden(nonFinite, steps, UnaryOperator.identity());
    }

    private static Optional<String> hidden(
            Set<String> nonFinite, List<? extends Remedy> steps, UnaryOperator<String> called) {
        if (steps.stream().noneMatch(Conflicts::clips)) {
            return Optional.empty();
        }
        Set<String> poisoned = new LinkedHashSet<>(nonFinite);
        drawn(steps).forEach(layer -> poisoned.remove(called.apply(layer)));
        return poisoned.stream()
                .findFirst()
                .map(layer -> "layer " + layer + " has parameters that are NaN or infinite, so every gradient is, and"
                        + " clipping would only hide where they came from; draw its weights anew in the same"
                        + " recommendation, or go back to weights that are finite");
    }

    private static boolean clips(Remedy step) {
        return step instanceof ClipGradients;
    }
}
