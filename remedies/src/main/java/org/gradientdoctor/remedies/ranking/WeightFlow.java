package org.gradientdoctor.remedies.ranking;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

/**
 * Which weights lead into which activation. Often they are of one layer, but an activation may be a layer of its own,
 * with batch normalization, pooling or a sum before it.
 */
final class WeightFlow {
    private final NetworkDraft draft;

    WeightFlow(NetworkDraft draft) {
        this.draft = draft;
    }

    /** Whether weights of this layer are drawn by a scheme that can be chosen. */
    static boolean takesScheme(LayerDraft layer) {
        return !layer.cores().isEmpty() && layer.cores().stream().allMatch(ReinitializeWeights::takesScheme);
    }

    /** The activation that a layer itself has, null where it has none. */
    static @Nullable IActivation ownActivation(LayerDraft layer) {
        Layer core = layer.cores().isEmpty() ? null : layer.cores().get(0);
        return core instanceof BaseLayer base
                ? base.getActivationFn()
                : core instanceof ActivationLayer alone ? alone.getActivationFn() : null;
    }

    /** The activation that the weights of this layer lead into; identity where there is none. */
    IActivation activationBehind(LayerDraft layer) {
        IActivation activation = ownActivation(draft.layer(activationAfter(layer.name())));
        return activation == null ? Activation.IDENTITY.getActivationFunction() : activation;
    }

    /** Whether the weights of this layer lead into the activation of one of these. */
    boolean leadsInto(String name, Collection<String> activations) {
        return activations.contains(name) || activations.contains(activationAfter(name));
    }

    /** Whether this layer reads what the activation of one of these gives. */
    boolean readsFrom(String name, Collection<String> activations) {
        return draft.layer(name).inputs().stream()
                .flatMap(input -> weightsBefore(input).stream())
                .anyMatch(source -> leadsInto(source, activations));
    }

    /** The layers with weights that an output comes from, itself or the nearest before it. */
    private Set<String> weightsBefore(String name) {
        Set<String> sources = new LinkedHashSet<>();
        draft.find(name).filter(layer -> !hasItsOwnRules(layer)).ifPresent(layer -> {
            if (takesScheme(layer) && layer.hasParameters()) {
                sources.add(name);
            } else {
                layer.inputs().forEach(input -> sources.addAll(weightsBefore(input)));
            }
        });
        return sources;
    }

    private static boolean hasItsOwnRules(LayerDraft layer) {
        return layer.cores().isEmpty() || layer.cores().get(0) instanceof AbstractSameDiffLayer;
    }

    /** The activation layer that this layer's weights lead into, itself where there is none. */
    String activationAfter(String name) {
        return draft.layers().stream()
                .filter(layer -> !layer.cores().isEmpty() && layer.cores().get(0) instanceof ActivationLayer)
                .filter(layer -> weightsBefore(layer.name()).contains(name))
                .map(LayerDraft::name)
                .findFirst()
                .orElse(name);
    }
}
