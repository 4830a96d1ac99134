package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.clipping.AdaptiveClipping;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Limits the gradient of each unit to a fraction of the norm of its weights (Brock et al. 2021), by a listener that rides
 * on the treated network.
 *
 * @param layers the layers to be clipped; the paper leaves out the output
 * @param fraction largest norm of a unit's gradient over that of its weights; .01 is usual
 */
public record ClipAdaptively(List<String> layers, double fraction) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named or the fraction is not a positive finite number
     */
    public ClipAdaptively {
        layers = Given.list("layers", layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to clip the gradient of: name at least one");
        }
        new AdaptiveClipping(layers, fraction);
    }

    @Override
    public String name() {
        return "clip-adaptively";
    }

    @Override
    public String title() {
        return "clip each unit's gradient at " + Figure.of(fraction) + " of the norm of its weights";
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_FUNCTION;
    }

    @Override
    public String effect() {
        return "Keeps all weights; limits how far a single gradient can move them, unit by unit. "
                + ClipGlobalNorm.RIDES;
    }

    @Override
    public boolean isInTheModel() {
        return false;
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(
                draft,
                layers,
                layer -> canClip(layer)
                        ? Stream.empty()
                        : Stream.of(
                                "the gradient of layer " + layer + " is not to be clipped unit by unit: which of its"
                                        + " weights lead into a unit is known of dense, recurrent and two-dimensional convolutional"
                                        + " layers only; use the norm of the whole gradient"));
    }

    /** Whether it is known which weights of this layer lead into a unit. */
    public static boolean canClip(LayerDraft layer) {
        return WeightNorm.canLimit(layer);
    }

    @Override
    public void edit(NetworkDraft draft) {
        draft.ride(new AdaptiveClipping(
                layers.stream().map(name -> draft.layer(name).name()).toList(), fraction));
    }
}
