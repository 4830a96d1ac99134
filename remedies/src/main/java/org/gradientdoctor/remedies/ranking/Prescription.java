package org.gradientdoctor.remedies.ranking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.composition.Conflicts;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;

/**
 * What answers one cause.
 *
 * @param steps remedies, in order
 * @param reason why these, with numbers, in a sentence
 */
record Prescription(List<Remedy> steps, String reason) {
    Prescription {
        steps = List.copyOf(steps);
    }

    /** This after another, where both may go together. */
    Prescription after(Prescription first) {
        List<Remedy> all = new ArrayList<>(first.steps);
        all.addAll(steps);
        return new Prescription(all, first.reason + " " + reason);
    }

    /**
     * Both in one pass; empty where that would be the same as one of them, or two swaps, or they do not go together. Where
     * one swaps activations and the other draws weights, the swap draws all: two draws of one layer would be by two rules.
     * Where the scale of data or an updater asks for a rate of its own, no other is set there.
     */
    Optional<Prescription> with(Prescription other) {
        List<Remedy> all = new ArrayList<>(steps);
        for (Remedy step : other.steps) {
            Optional<Remedy> same =
                    all.stream().filter(have -> have.name().equals(step.name())).findFirst();
            if (same.isPresent()) {
                if (step instanceof SwapActivation) {
                    return Optional.empty();
                }
                continue;
            }
            all.add(step);
        }
        all = ratesOnce(swapDraws(all));
        return all.equals(steps)
                        || all.equals(other.steps)
                        || Conflicts.among(all).isPresent()
                ? Optional.empty()
                : Optional.of(new Prescription(all, reason + " " + other.reason));
    }

    /** Whether it does all that another does, and more: it has the same steps, or draws more weights anew. */
    boolean exceeds(Prescription other) {
        return steps.size() > other.steps.size()
                && other.steps.stream().allMatch(step -> steps.contains(step) || isDrawnBy(step));
    }

    private boolean isDrawnBy(Remedy step) {
        return step instanceof ReinitializeWeights fewer
                && first(steps, ReinitializeWeights.class)
                        .filter(draw -> draw.schemes()
                                .keySet()
                                .containsAll(fewer.schemes().keySet()))
                        .isPresent();
    }

    private static List<Remedy> ratesOnce(List<Remedy> steps) {
        Set<String> ofData = new HashSet<>();
        Set<String> ofUpdaters = new HashSet<>();
        for (Remedy step : steps) {
            if (step instanceof StandardizeInputs inputs) {
                ofData.add(inputs.layer());
            } else if (step instanceof StandardizeLabels labels) {
                ofData.addAll(labels.rates().keySet());
            } else if (step instanceof ChangeUpdater change) {
                ofUpdaters.addAll(change.rates().keySet());
            }
        }
        List<Remedy> once = new ArrayList<>();
        for (Remedy step : steps) {
            if (step instanceof ReduceLearningRate reduce) {
                Map<String, LayerRate> left = without(without(reduce.rates(), ofData), ofUpdaters);
                if (!left.isEmpty()) {
                    once.add(new ReduceLearningRate(left));
                }
            } else if (step instanceof TuneLearningRate tune) {
                Map<String, LayerRate> left = without(without(tune.rates(), ofData), ofUpdaters);
                if (!left.isEmpty()) {
                    once.add(new TuneLearningRate(left, tune.course()));
                }
            } else if (step instanceof ChangeUpdater change) {
                Map<String, LayerRate> left = without(change.rates(), ofData);
                if (!left.isEmpty()) {
                    once.add(new ChangeUpdater(change.kind(), left, change.epsilon(), change.decay()));
                }
            } else {
                once.add(step);
            }
        }
        return once;
    }

    private static Map<String, LayerRate> without(Map<String, LayerRate> rates, Set<String> layers) {
        Map<String, LayerRate> left = new LinkedHashMap<>(rates);
        left.keySet().removeAll(layers);
        return left;
    }

    private static List<Remedy> swapDraws(List<Remedy> steps) {
        Optional<SwapActivation> swap = first(steps, SwapActivation.class);
        Optional<ReinitializeWeights> draw = first(steps, ReinitializeWeights.class);
        if (swap.isEmpty() || draw.isEmpty()) {
            return steps;
        }
        Map<String, Initialization> schemes = new LinkedHashMap<>(draw.get().schemes());
        schemes.putAll(swap.get().redrawn());
        List<Remedy> joined = new ArrayList<>();
        joined.add(new SwapActivation(
                swap.get().swapped(),
                swap.get().activation(),
                schemes,
                swap.get().seed()));
        steps.stream().filter(step -> step != swap.get() && step != draw.get()).forEach(joined::add);
        return joined;
    }

    private static <T extends Remedy> Optional<T> first(List<Remedy> steps, Class<T> type) {
        return steps.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
