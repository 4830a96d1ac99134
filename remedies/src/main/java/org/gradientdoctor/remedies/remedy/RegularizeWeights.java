package org.gradientdoctor.remedies.remedy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.SafetyClass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Sets what the size of weights costs, more or less than now: L1, L2 or weight decay as penalties, or a limit on the
 * norm of each unit's incoming weights. Biases keep theirs.
 *
 * @param penalties the penalty of each layer, in place of those it has
 * @param norms the largest L2 norm of each unit's incoming weights, for layers to be limited; others keep what they have
 */
public record RegularizeWeights(Map<String, WeightPenalty> penalties, Map<String, Double> norms) implements Remedy {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where no layer is named, or a norm is not a positive finite number
     */
    public RegularizeWeights {
        penalties = Given.map("penalties", penalties);
        norms = Given.map("norms", norms);
        if (penalties.isEmpty() && norms.isEmpty()) {
            throw new IllegalArgumentException("no layer is named to regularize: name at least one");
        }
        norms.forEach((layer, norm) -> {
            if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the norm of layer " + layer + " is " + norm
                        + ": weights are limited to a positive, finite one");
            }
        });
    }

    /** Penalties only. */
    public static RegularizeWeights by(Map<String, WeightPenalty> penalties) {
        return new RegularizeWeights(penalties, Map.of());
    }

    /** Limits of norms only. */
    public static RegularizeWeights byNorm(Map<String, Double> norms) {
        return new RegularizeWeights(Map.of(), norms);
    }

    @Override
    public String name() {
        return "regularize-weights";
    }

    @Override
    public String title() {
        List<String> what = new ArrayList<>();
        if (!penalties.isEmpty()) {
            what.add("penalize weights by "
                    + penalties.values().stream()
                            .map(WeightPenalty::toString)
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        if (!norms.isEmpty()) {
            what.add("limit the norm of each unit's weights to " + Figure.range(norms.values()));
        }
        return String.join(" and ", what);
    }

    @Override
    public SafetyClass safety() {
        return SafetyClass.KEEPS_FUNCTION;
    }

    @Override
    public List<String> layers() {
        Set<String> layers = new LinkedHashSet<>(penalties.keySet());
        layers.addAll(norms.keySet());
        return List.copyOf(layers);
    }

    @Override
    public String effect() {
        return "Keeps all weights; how they are pulled to zero as training goes on changes.";
    }

    @Override
    public Optional<String> refusal(NetworkDraft draft) {
        return Refusal.first(
                        draft,
                        penalties.keySet(),
                        layer -> WeightPenalty.canPenalize(layer)
                                ? Stream.empty()
                                : Stream.of("layer " + layer + " has no weights whose size could cost: Deeplearning4j"
                                        + " regularizes neither batch normalization nor layers without weights; name"
                                        + " layers with weights"))
                .or(() -> Refusal.first(
                        draft,
                        norms.keySet(),
                        layer -> WeightNorm.canLimit(layer)
                                ? Stream.empty()
                                : Stream.of("the norm of layer " + layer + " is not to be limited: which of its"
                                        + " weights lead into a unit is known of dense, recurrent and two-dimensional"
                                        + " convolutional layers only; use L2 there")));
    }

    /** Whether the norm of this layer's incoming weights can be limited. */
    public static boolean canLimitNorm(LayerDraft layer) {
        return WeightNorm.canLimit(layer);
    }

    @Override
    public void edit(NetworkDraft draft) {
        penalties.forEach((name, penalty) -> penalty.set(draft.layer(name)));
        norms.forEach((name, norm) -> WeightNorm.limit(draft.layer(name), norm));
    }
}
