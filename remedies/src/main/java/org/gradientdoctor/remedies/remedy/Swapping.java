package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.activations.IActivation;

/**
 * What all swaps of an activation function have in common.
 *
 * @param swapped layers that get the function
 * @param redrawn layers whose weights are drawn anew to fit it; empty where all are kept
 * @param seed of what is drawn
 */
record Swapping(List<String> swapped, Map<String, Initialization> redrawn, long seed) {

    SafetyClass safety() {
        return redrawn.isEmpty() ? SafetyClass.KEEPS_PARAMETERS : SafetyClass.RESETS_PARAMETERS;
    }

    List<String> layers() {
        return Stream.concat(swapped.stream(), redrawn.keySet().stream())
                .distinct()
                .toList();
    }

    String effect() {
        return drawing().map(ReinitializeWeights::effect).orElse("Keeps all weights; the outputs change at once.");
    }

    Optional<ReinitializeWeights> drawing() {
        return redrawn.isEmpty() ? Optional.empty() : Optional.of(new ReinitializeWeights(redrawn, seed));
    }

    /**
     * Gives each its own function, as some have parameters and none is to be shared between layers. Where batch
     * normalization was inserted before the activation, the function is that of the layer it has become.
     */
    void give(NetworkDraft draft, Supplier<IActivation> function) {
        for (String name : swapped) {
            for (Layer core : InsertBatchNormalization.activationOf(draft, draft.layer(name))
                    .cores()) {
                if (core instanceof ActivationLayer alone) {
                    alone.setActivationFn(function.get());
                } else if (core instanceof BaseLayer base) {
                    base.setActivationFn(function.get());
                }
            }
        }
    }
}
