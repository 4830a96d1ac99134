package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Normalizes the linear part of dense layers over their units, example by example (Ba et al. 2016), so that neither the
 * size of a batch nor the place in a sequence matters.
 *
 * @param layers the layers to be normalized
 */
public record LayerNormalization(List<String> layers) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named
     */
    public LayerNormalization {
        layers = Given.list("layers", layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to be normalized: name at least one");
        }
    }

    @Override
    public String name() {
        return "layer-normalization";
    }

    @Override
    public String title() {
        return "normalize layers";
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_PARAMETERS;
    }

    @Override
    public String effect() {
        return "Keeps all weights and adds a gain per unit, which starts at 1; the outputs change at once.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(draft, layers, layer -> reason(draft, layer).stream());
    }

    private static Optional<String> reason(NetworkDraft draft, LayerDraft layer) {
        if (layer.cores().stream().anyMatch(SimpleRnn.class::isInstance)) {
            return Optional.of(
                    "layer " + layer + " is recurrent: Deeplearning4j 1.0.0-M2.1 throws in the forward pass of"
                            + " a SimpleRnn with layer normalization, and its other recurrent layers have none; use orthogonal"
                            + " recurrent weights or a shorter truncated back-propagation");
        }
        if (!layer.cores().stream().allMatch(DenseLayer.class::isInstance)
                || layer.cores().isEmpty()) {
            return Optional.of("Deeplearning4j has no layer normalization for layer " + layer
                    + "; name dense layers, or insert batch normalization");
        }
        if (layer.cores().stream().anyMatch(core -> ((DenseLayer) core).getNOut() < 2)) {
            return Optional.of("layer " + layer
                    + " has one unit, and over one unit nothing can be normalized; name wider" + " layers");
        }
        return InsertBatchNormalization.isNormalized(draft, layer)
                ? Optional.of("layer " + layer + " has batch normalization; choose one of the two")
                : Optional.empty();
    }

    /** Whether this layer can be normalized and is not yet. Whether it is frozen is another question. */
    public static boolean canNormalize(NetworkDraft draft, LayerDraft layer) {
        return reason(draft, layer).isEmpty()
                && layer.cores().stream().noneMatch(core -> ((DenseLayer) core).hasLayerNorm());
    }

    @Override
    public void edit(NetworkDraft draft) {
        for (String name : layers) {
            for (Layer core : draft.layer(name).cores()) {
                DenseLayer dense = (DenseLayer) core;
                dense.setHasLayerNorm(true);
                if (Double.isNaN(dense.getGainInit())) {
                    dense.setGainInit(1);
                }
            }
        }
    }
}
