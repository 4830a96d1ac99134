package org.gradientdoctor.core.reading;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One layer or vertex of a network, without its parameters.
 *
 * @param name as Deeplearning4j names it; an unnamed layer by its index
 * @param type the simple class name of its configuration: {@code DenseLayer}, {@code LSTM}, …
 * @param role what it is for
 * @param inputs names of the layers, vertices or network inputs it reads from
 * @param fanIn inputs of one unit (for convolutions: channels × kernel); 0 where it has no weights
 * @param fanOut outputs one input feeds (for convolutions: filters × kernel); 0 where it has no weights
 * @param parameters number of its parameters
 * @param activation its activation function; null where it has none
 * @param traits what must be known lest it be misread
 * @param updater the updater's name with its learning rate, for people: {@code Sgd(0.1)}; empty where none
 * @param clipping how its gradient is clipped or normalized, for people: {@code ClipL2PerLayer(1.0)}; empty where not
 */
public record LayerProfile(
        String name,
        String type,
        LayerRole role,
        List<String> inputs,
        long fanIn,
        long fanOut,
        long parameters,
        @Nullable ActivationProfile activation,
        Set<LayerTrait> traits,
        String updater,
        String clipping)
        implements Serializable {

    public LayerProfile {
        inputs = List.copyOf(inputs);
        // In the order of the enum, so that the same profile is always written alike.
        Set<LayerTrait> ordered = EnumSet.noneOf(LayerTrait.class);
        ordered.addAll(traits);
        traits = Collections.unmodifiableSet(ordered);
    }

    public boolean has(LayerTrait trait) {
        return traits.contains(trait);
    }

    /** Whether training is meant to change this layer. */
    public boolean isTrainable() {
        return parameters > 0 && !has(LayerTrait.FROZEN);
    }

    /** Whether this layer's activation goes flat on both sides. */
    public boolean saturates() {
        return activation != null && activation.shape() == ActivationShape.SATURATING;
    }
}
