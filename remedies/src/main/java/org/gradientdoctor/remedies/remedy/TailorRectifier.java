package org.gradientdoctor.remedies.remedy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.core.signal.TailoredRectifier;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.activations.impl.ActivationLReLU;

/**
 * Replaces the activation of the layers of a plain chain by a leaky ReLU whose slope below zero is computed from how many
 * they are, so that examples stay apart without normalization and skips (Zhang, Botev &amp; Martens 2022), and draws
 * weights anew with the variance that keeps the size of the signal through it.
 *
 * @param swapped the layers whose activation is replaced
 * @param slope below zero, between 0 (ReLU) and 1 (linear)
 * @param redrawn layers whose weights are drawn anew, by which rule; empty to keep all weights
 * @param seed of the draw
 */
public record TailorRectifier(List<String> swapped, double slope, Map<String, Initialization> redrawn, long seed)
        implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named or the slope is not between 0 and 1
     */
    public TailorRectifier {
        swapped = Given.list("swapped", swapped);
        redrawn = Given.map("redrawn", redrawn);
        if (swapped.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to swap the activation of: name at least one");
        }
        if (!(slope >= 0 && slope < 1)) {
            throw new IllegalArgumentException(
                    "a tailored rectifier has a slope below zero of at least 0 and less than 1, not " + slope);
        }
    }

    /** For a chain of these layers: the slope their number asks for, and weights by He's rule with that slope. */
    public static TailorRectifier forChain(List<String> chain, long seed) {
        double slope = TailoredRectifier.slopeFor(
                Math.max(1, Given.list("chain", chain).size()));
        Map<String, Initialization> drawn = new LinkedHashMap<>();
        chain.forEach(layer -> drawn.put(layer, new Initialization(Initialization.Scheme.HE, slope)));
        return new TailorRectifier(chain, slope, drawn, seed);
    }

    @Override
    public String name() {
        return "tailor-rectifier";
    }

    @Override
    public String title() {
        return "swap activation to a leaky ReLU of slope " + Figure.of(slope) + ", tailored to the depth"
                + swapping()
                        .drawing()
                        .map(drawing -> ", and " + drawing.title())
                        .orElse("");
    }

    @Override
    public SafetyClass safety() {
        return swapping().safety();
    }

    @Override
    public List<String> layers() {
        return swapping().layers();
    }

    @Override
    public String effect() {
        return swapping().effect();
    }

    private Swapping swapping() {
        return new Swapping(swapped, redrawn, seed);
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(
                        draft,
                        swapped,
                        layer -> canTailor(layer)
                                ? Stream.empty()
                                : Stream.of(
                                        "the activation of layer " + layer + " is not to be tailored: outputs answer"
                                                + " to their loss, and what is repeated over time, joined by a skip, or has no"
                                                + " activation of its own is no step of a plain chain; name hidden layers that"
                                                + " are"))
                .or(() -> swapping().drawing().flatMap(drawing -> drawing.refusal(draft)));
    }

    /** Whether this layer is a step of a chain: hidden, not recurrent, with one input. Whether it is frozen is not asked. */
    public static boolean canTailor(LayerDraft layer) {
        return SwapActivation.canSwap(layer) && layer.inputs().size() <= 1 && !SwapActivation.isRecurrent(layer);
    }

    @Override
    public void edit(NetworkDraft draft) {
        swapping().give(draft, () -> new ActivationLReLU(slope));
        swapping().drawing().ifPresent(drawing -> drawing.edit(draft));
    }
}
