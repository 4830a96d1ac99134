package org.gradientdoctor.remedies.remedy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Lets dropout keep more of what layers read, or all of it. The kind of dropout stays, and a layer that keeps as much
 * already, or drops nothing, stays as it is. A schedule that keeps less than this now gives way to the constant.
 *
 * @param retained the probability with which each activation that a layer reads is kept, at least, by layer: more than 0,
 *     at most 1
 */
public record ReduceDropout(Map<String, Double> retained) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named, or what is to be kept is no probability above 0
     */
    public ReduceDropout {
        retained = Given.map("retained", retained);
        if (retained.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to drop less: name at least one");
        }
        retained.forEach((layer, share) -> {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("layer " + layer + " is to keep " + share
                        + " of what it reads: give a probability above 0, at most 1, which keeps all");
            }
        });
    }

    @Override
    public String name() {
        return "reduce-dropout";
    }

    @Override
    public String title() {
        return "let dropout keep " + Figure.range(retained.values()) + " or more";
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_FUNCTION;
    }

    @Override
    public List<String> layers() {
        return List.copyOf(retained.keySet());
    }

    @Override
    public String effect() {
        return "Keeps all weights and what the network answers; training sees more of each example.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return unknown(draft).or(() -> nothing(draft));
    }

    /** Where all is to be kept, layers that drop nothing are what is wanted. */
    private Optional<String> nothing(NetworkDraft draft) {
        boolean drops = retained.keySet().stream()
                .map(draft::layer)
                .flatMap(ReduceDropout::dropping)
                .anyMatch(core -> core.getIDropout() != null);
        return drops || Collections.min(retained.values()) == 1
                ? Optional.empty()
                : Optional.of("none of the layers " + String.join(", ", retained.keySet())
                        + " drops anything of what it reads: name layers that apply a dropout of their own");
    }

    private Optional<String> unknown(NetworkDraft draft) {
        return Refusal.first(
                draft,
                retained.keySet(),
                layer -> unknown(layer).stream()
                        .map(kind -> "what layer " + layer + " keeps of what it reads is not known of its " + kind
                                + "; change that in the configuration"));
    }

    /** Kinds of noise in a layer of which it is not known what they keep. */
    private static List<String> unknown(LayerDraft layer) {
        return dropping(layer)
                .map(Layer::getIDropout)
                .filter(dropout -> Retention.of(dropout, 0, 0).isEmpty())
                .map(dropout -> dropout.getClass().getSimpleName())
                .toList();
    }

    private static Stream<Layer> dropping(LayerDraft layer) {
        return layer.isFrozen() ? Stream.empty() : layer.cores().stream().filter(DroppingLayers::has);
    }

    /**
     * The probability with which a layer keeps an activation that it reads now; 1 where it drops nothing, and of noise
     * that drops nothing.
     */
    public static double retainedBy(NetworkDraft draft, LayerDraft layer) {
        Given.value("draft", draft);
        return least(Given.value("layer", layer), core -> retainedBy(draft, core));
    }

    /**
     * The share of the variance of what a layer reads that its dropout leaves to the examples, where weights sum it without
     * regard to each other: 1 where it drops nothing.
     */
    public static double leftBy(NetworkDraft draft, LayerDraft layer) {
        Given.value("draft", draft);
        return least(Given.value("layer", layer), core -> Retention.left(core.getIDropout(), retainedBy(draft, core)));
    }

    /** What a layer has to keep for its dropout, of its kind, to leave such a share of the variance to the examples. */
    public static double leaving(LayerDraft layer, double left) {
        return dropping(Given.value("layer", layer))
                .mapToDouble(core -> Retention.leaving(core.getIDropout(), left))
                .max()
                .orElse(1);
    }

    private static double least(LayerDraft layer, ToDoubleFunction<Layer> share) {
        return dropping(layer).mapToDouble(share).min().orElse(1);
    }

    private static double retainedBy(NetworkDraft draft, Layer core) {
        return Retention.of(core.getIDropout(), draft.iterations(), draft.epochs())
                .orElse(1);
    }

    @Override
    public void edit(NetworkDraft draft) {
        retained.forEach((name, share) -> dropping(draft.layer(name))
                .forEach(core -> Retention.atLeast(core, share, draft.iterations(), draft.epochs())));
    }
}
