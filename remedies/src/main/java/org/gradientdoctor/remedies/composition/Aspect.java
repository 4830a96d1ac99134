package org.gradientdoctor.remedies.composition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.ClipAdaptively;
import org.gradientdoctor.remedies.remedy.ClipGlobalNorm;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.FixOutputAndLoss;
import org.gradientdoctor.remedies.remedy.GateRecurrence;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.ReduceDropout;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.RegularizeWeights;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.TailorRectifier;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.remedy.UnitVariance;

/** What can be set in a layer once only. */
enum Aspect {
    ACTIVATION("give the activation of layer %s two functions", "choose one activation for a layer"),
    OUTPUT("give layer %s two pairs of activation and loss", "choose the pair that fits the labels"),
    INITIALIZATION("draw the weights of layer %s by two rules", "choose one rule for a layer"),
    NORMALIZATION("normalize layer %s in two ways", "choose one normalization for a layer"),
    UPDATER("give layer %s two updaters", "choose one"),
    RATE("set the learning rate of layer %s to two values", "choose one value for a layer"),
    COURSE("let the learning rate of layer %s go two ways", "choose one course"),
    PENALTY("penalize the weights of layer %s in two ways", "choose one penalty for a layer"),
    COLUMNS("standardize what layer %s reads by two sets of numbers", "choose those of all data"),
    DROPOUT("let layer %s keep two shares of what it reads", "choose one"),
    NORM("limit the norm of the weights of layer %s to two values", "choose one"),
    CLIPPING(
            "clip the gradient of layer %s in two places, where the second clips what the first has left",
            "choose one kind of clipping");

    private final String what;
    private final String wayOut;

    Aspect(String what, String wayOut) {
        this.what = what;
        this.wayOut = wayOut;
    }

    /** What two steps do that they must not, where the layer is this one: a verb phrase. */
    String what(String layer) {
        return String.format(what, layer);
    }

    String wayOut() {
        return wayOut;
    }

    /** What a step sets of this, by layer; empty where it sets nothing. */
    Map<String, ?> of(Remedy step) {
        return switch (this) {
            case ACTIVATION -> activations(step);
            case OUTPUT -> step instanceof FixOutputAndLoss fix ? Map.of(fix.layer(), fix.pair()) : Map.of();
            case INITIALIZATION -> initializations(step);
            case NORMALIZATION -> normalizations(step);
            case UPDATER ->
                step instanceof ChangeUpdater change ? all(change.rates().keySet(), change.kind()) : Map.of();
            case RATE -> rates(step);
            case COURSE -> courses(step);
            case PENALTY -> penalties(step);
            case COLUMNS ->
                step instanceof NormalizeInputs inputs ? Map.of(inputs.layer(), inputs.columns()) : Map.of();
            case NORM -> step instanceof RegularizeWeights weights ? weights.norms() : Map.of();
            case DROPOUT -> step instanceof ReduceDropout dropout ? dropout.retained() : Map.of();
            case CLIPPING -> clippings(step);
        };
    }

    private static Map<String, ?> activations(Remedy step) {
        return step instanceof SwapActivation swap
                ? all(swap.swapped(), swap.activation())
                : step instanceof TailorRectifier tailor
                        ? all(tailor.swapped(), tailor.slope())
                        : step instanceof ParametricRectifier rectifier
                                ? all(rectifier.swapped(), "learned")
                                : Map.of();
    }

    private static Map<String, ?> initializations(Remedy step) {
        if (step instanceof ReinitializeWeights draw) {
            return seeded(draw.schemes(), draw.seed());
        }
        if (step instanceof SwapActivation swap) {
            return seeded(swap.redrawn(), swap.seed());
        }
        if (step instanceof TailorRectifier tailor) {
            return seeded(tailor.redrawn(), tailor.seed());
        }
        if (step instanceof ParametricRectifier rectifier) {
            return seeded(rectifier.redrawn(), rectifier.seed());
        }
        if (step instanceof GateRecurrence gates) {
            return all(gates.layers(), gates);
        }
        return step instanceof UnitVariance scale ? all(scale.layers(), scale) : Map.of();
    }

    private static Map<String, ?> seeded(Map<String, ?> schemes, long seed) {
        Map<String, Object> seeded = new LinkedHashMap<>();
        schemes.forEach((layer, scheme) -> seeded.put(layer, List.of(scheme, seed)));
        return seeded;
    }

    private static Map<String, ?> normalizations(Remedy step) {
        return step instanceof InsertBatchNormalization batch
                ? all(batch.layers(), List.of(batch.position(), batch.start()))
                : step instanceof LayerNormalization norm ? all(norm.layers(), "by layer") : Map.of();
    }

    static Map<String, LayerRate> rates(Remedy step) {
        if (step instanceof ReduceLearningRate reduce) {
            return reduce.rates();
        }
        if (step instanceof TuneLearningRate tune) {
            return tune.rates();
        }
        if (step instanceof ChangeUpdater change) {
            return change.rates();
        }
        if (step instanceof StandardizeLabels labels) {
            return labels.rates();
        }
        return step instanceof StandardizeInputs inputs ? Map.of(inputs.layer(), inputs.rate()) : Map.of();
    }

    private static Map<String, ?> courses(Remedy step) {
        return step instanceof TuneLearningRate tune
                ? all(tune.rates().keySet(), tune.course())
                : step instanceof ReduceLearningRate || step instanceof StandardizeLabels
                        ? all(rates(step).keySet(), RateCourse.constant())
                        : Map.of();
    }

    private static Map<String, ?> penalties(Remedy step) {
        return step instanceof RegularizeWeights weights
                ? weights.penalties()
                : step instanceof ChangeUpdater change && change.decay() > 0
                        ? all(change.rates().keySet(), change.decay())
                        : Map.of();
    }

    private static Map<String, ?> clippings(Remedy step) {
        if (step instanceof ClipGradients clip) {
            Map<String, Object> places = new LinkedHashMap<>();
            clip.thresholds().forEach((layer, threshold) -> places.put(layer, List.of(clip.form(), threshold)));
            return places;
        }
        return step instanceof ClipGlobalNorm || step instanceof ClipAdaptively ? all(step.layers(), step) : Map.of();
    }

    private static Map<String, Object> all(Iterable<String> layers, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        layers.forEach(layer -> map.put(layer, value));
        return map;
    }
}
