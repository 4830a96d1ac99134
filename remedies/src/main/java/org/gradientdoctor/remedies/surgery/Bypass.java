package org.gradientdoctor.remedies.surgery;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;

/**
 * A skip connection around a run of layers: their common input is added to what the last of them gives.
 *
 * @param first the first layer of the run; the skip starts at what it reads
 * @param last the last layer of the run; what read it reads the sum
 * @param name of the vertex that sums; the layers below are named after it
 * @param onSkip a layer on the skip (a projection, a gate); null for the identity
 * @param onBranch a layer behind {@code last} (a gate); null for none
 * @param branchScale what {@code last} gives is multiplied by it before it is added; 1 for no scaling
 */
public record Bypass(
        String first,
        String last,
        String name,
        @Nullable Layer onSkip,
        @Nullable Layer onBranch,
        double branchScale) {
    Optional<Layer> skip() {
        return Optional.ofNullable(onSkip);
    }

    Optional<Layer> branch() {
        return Optional.ofNullable(onBranch);
    }
}
