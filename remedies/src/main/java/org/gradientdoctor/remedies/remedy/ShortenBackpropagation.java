package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.LayerNames;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Truncation;

/**
 * Truncates back-propagation through time (Williams &amp; Peng 1990): sequences are trained in segments of a few steps, the
 * state goes on from one to the next, the error does not. What is further back than a segment is then learned only as
 * far as the state carries it. Lengths are reduced, never raised.
 *
 * @param layers the recurrent layers, to which it happens; the setting is the whole network's
 * @param steps of a segment, both forward and back
 */
public record ShortenBackpropagation(List<String> layers, int steps) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named or there are fewer than two steps
     */
    public ShortenBackpropagation {
        layers = Given.list("layers", layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "no layer is named to shorten the back-propagation through: name the recurrent ones");
        }
        if (steps < 2) {
            throw new IllegalArgumentException("in a segment of " + steps
                    + " steps no error goes back through time, so that nothing is learned over it: give 2 or more");
        }
    }

    @Override
    public String name() {
        return "shorten-backpropagation";
    }

    @Override
    public String title() {
        return "truncate back-propagation through time to " + steps + " steps";
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_FUNCTION;
    }

    @Override
    public String effect() {
        return "Keeps all weights; no gradient goes back through more than " + steps
                + " steps, and each segment of a batch is an iteration of its own.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return layers.stream()
                .map(draft::layer)
                .filter(layer -> !SwapActivation.isRecurrent(layer))
                .map(layer -> "layer " + layer
                        + " is not recurrent, and nothing goes back through time in it; name recurrent layers")
                .findFirst()
                .or(() -> Segments.obstacle(draft))
                .or(() -> lengthening(draft).findFirst());
    }

    private Stream<String> lengthening(NetworkDraft draft) {
        return draft.truncation().stream()
                .filter(now -> now.forward() < steps)
                .map(now -> "back-propagation through " + LayerNames.list(layers) + " is truncated to " + now.forward()
                        + " steps already, and would be lengthened; give fewer steps than that");
    }

    /** The recurrent layers of a network whose sequences can be trained in segments; empty where they cannot. */
    public static List<String> shortenable(NetworkDraft draft) {
        return Segments.obstacle(Given.value("draft", draft)).isPresent()
                ? List.of()
                : draft.layers().stream()
                        .filter(SwapActivation::isRecurrent)
                        .map(LayerDraft::name)
                        .toList();
    }

    @Override
    public void edit(NetworkDraft draft) {
        int backward = draft.truncation().map(Truncation::backward).orElse(steps);
        draft.truncate(new Truncation(steps, Math.min(backward, steps)));
    }
}
