package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.clipping.GlobalNormClipping;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Limits the norm of the gradient as a whole, so that its direction stays, by a listener that rides on the treated
 * network. Clipping by Deeplearning4j's own configuration stays as it is and acts afterwards.
 *
 * @param layers the layers that are trained, all of which a long gradient is scaled in
 * @param threshold the largest norm, of the gradient per example
 */
public record ClipGlobalNorm(List<String> layers, double threshold) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named or the threshold is not a positive finite number
     */
    public ClipGlobalNorm {
        layers = Given.list("layers", layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "no layer is named to clip the gradient of: name those that are trained");
        }
        new GlobalNormClipping(threshold);
    }

    @Override
    public String name() {
        return "clip-global-norm";
    }

    @Override
    public String title() {
        return "clip the whole gradient at norm " + Figure.of(threshold);
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_FUNCTION;
    }

    @Override
    public String effect() {
        return "Keeps all weights; limits how far a single gradient can move them, in its own direction. " + RIDES;
    }

    /** What is to be known of remedies that are listeners. */
    public static final String RIDES =
            "It is a listener of the treated network, which a saved model does not carry: add it"
                    + " again after reading one, or use clipping per layer, which is saved.";

    @Override
    public boolean isInTheModel() {
        return false;
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        Optional<String> missing = Refusal.first(draft, layers, layer -> Stream.empty());
        boolean trained = draft.layers().stream().anyMatch(layer -> !layer.isFrozen() && layer.hasParameters());
        return missing.or(() -> trained
                ? Optional.empty()
                : Optional.of("no layer of it is trained ("
                        + draft.layers().stream()
                                .map(LayerDraft::toString)
                                .findFirst()
                                .orElse("it has none")
                        + " …); unfreeze one first"));
    }

    @Override
    public void edit(NetworkDraft draft) {
        draft.ride(new GlobalNormClipping(threshold));
    }
}
