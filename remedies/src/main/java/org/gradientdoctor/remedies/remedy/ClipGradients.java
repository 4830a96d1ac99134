package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Limits the gradient of each layer, by Deeplearning4j's own clipping, which is saved with the model. It replaces
 * whatever clipping or normalization these layers have. Each layer is limited by itself, so the gradient as a whole
 * turns when some layers are limited and others are not.
 *
 * @param form by the L2 norm of a layer's gradient, or element by element
 * @param thresholds the limit for each layer, in units of the gradient per example
 */
public record ClipGradients(Form form, Map<String, Double> thresholds) implements Remedy {
    private static final long serialVersionUID = 1L;

    /** How a gradient is limited. */
    public enum Form {
        /** A layer's gradient is scaled down to the threshold where its L2 norm is above; its direction stays. */
        NORM_PER_LAYER(GradientNormalization.ClipL2PerLayer),
        /** Every element is cut off at ± the threshold. */
        ELEMENT_WISE(GradientNormalization.ClipElementWiseAbsoluteValue);

        private final GradientNormalization normalization;

        Form(GradientNormalization normalization) {
            this.normalization = normalization;
        }
    }

    /**
     * @throws IllegalArgumentException where no layer is named or a threshold is not a positive finite number
     */
    public ClipGradients {
        Given.value("form", form);
        thresholds = Given.map("thresholds", thresholds);
        if (thresholds.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to clip the gradient of: name at least one");
        }
        thresholds.forEach((layer, threshold) -> {
            if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the threshold of layer " + layer + " is " + threshold
                        + ": gradients are clipped at a positive, finite norm");
            }
        });
    }

    @Override
    public String name() {
        return "clip-gradients";
    }

    @Override
    public String title() {
        String what = form == Form.NORM_PER_LAYER ? "clip gradients per layer at norm " : "clip gradients at ± ";
        return what + Figure.range(thresholds.values());
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_FUNCTION;
    }

    @Override
    public List<String> layers() {
        return List.copyOf(thresholds.keySet());
    }

    @Override
    public String effect() {
        return "Keeps all weights; limits how far a single gradient can move them.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(
                draft,
                thresholds.keySet(),
                layer -> canClip(layer)
                        ? Stream.empty()
                        : Stream.of("the gradient of layer " + layer + " is not to be clipped: "
                                + "batch normalization keeps its running statistics among its gradients, and other "
                                + "layers have none or rules of their own; name layers with weights"));
    }

    /** Whether Deeplearning4j can clip this layer's gradient without harm. */
    public static boolean canClip(LayerDraft layer) {
        return layer.hasParameters()
                && !layer.cores().isEmpty()
                && layer.cores().stream()
                        .allMatch(core -> core instanceof BaseLayer && !(core instanceof BatchNormalization));
    }

    @Override
    public void edit(NetworkDraft draft) {
        thresholds.forEach((name, threshold) -> {
            for (Layer core : draft.layer(name).cores()) {
                BaseLayer layer = (BaseLayer) core;
                layer.setGradientNormalization(form.normalization);
                layer.setGradientNormalizationThreshold(threshold);
            }
        });
    }
}
