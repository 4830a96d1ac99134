package org.gradientdoctor.remedies.remedy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        double least = Collections.min(retained.values());
        double most = Collections.max(retained.values());
        return "let dropout keep at least " + Figure.of(least) + (least == most ? "" : " to " + Figure.of(most));
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
        return Refusal.first(
                draft,
                retained.keySet(),
                layer -> layer.cores().stream().allMatch(core -> Retention.isKnown(core.getIDropout()))
                        ? Stream.empty()
                        : Stream.of("what layer " + layer + " keeps of what it reads is not known of its " + kind(layer)
                                + "; change that in the configuration"));
    }

    private static String kind(LayerDraft layer) {
        return layer.cores().stream()
                .map(Layer::getIDropout)
                .filter(dropout -> !Retention.isKnown(dropout))
                .map(dropout -> dropout.getClass().getSimpleName())
                .findFirst()
                .orElseThrow();
    }

    /**
     * The probability with which a layer keeps an activation that it reads now; 1 where it drops nothing, and of noise
     * that drops nothing.
     */
    public static double retainedBy(NetworkDraft draft, LayerDraft layer) {
        Given.value("draft", draft);
        return Given.value("layer", layer).isFrozen()
                ? 1
                : layer.cores().stream()
                        .mapToDouble(core -> Retention.of(core.getIDropout(), draft.iterations(), draft.epochs())
                                .orElse(1))
                        .min()
                        .orElse(1);
    }

    @Override
    public void edit(NetworkDraft draft) {
        retained.forEach((name, share) -> draft.layer(name)
                .cores()
                .forEach(core -> Retention.atLeast(core, share, draft.iterations(), draft.epochs())));
    }
}
