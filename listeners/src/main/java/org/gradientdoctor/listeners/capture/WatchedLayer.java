package org.gradientdoctor.listeners.capture;

import java.util.List;
import java.util.Objects;
import org.gradientdoctor.core.reading.LayerProfile;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the profile together with the running layer it stands for.
 *
 * @param profile what is known of it
 * @param key what its name is in gradient keys: {@code key_W}
 * @param anatomy the running layer; null for graph vertices that are no layer
 * @param layout the layer that decides the order of dimensions of its activations: itself, or below those that hand on
 *     what they get; null where there is none
 */
public record WatchedLayer(
        LayerProfile profile,
        String key,
        @Nullable LayerAnatomy anatomy,
        @Nullable LayerAnatomy layout) {

    /** @param inputs what it reads from, as far as that is a layer or a vertex */
    static WatchedLayer of(
            LayerProfile profile, String key, @Nullable LayerAnatomy anatomy, List<WatchedLayer> inputs) {
        boolean own = anatomy != null && !anatomy.keepsLayout();
        return new WatchedLayer(
                profile,
                key,
                anatomy,
                own || inputs.isEmpty() ? anatomy : inputs.get(0).layout());
    }

    /** Which dimension of its activations counts units. */
    int unitDimension(int rank) {
        return layout == null ? 1 : layout.unitDimension(rank);
    }

    public String name() {
        return profile.name();
    }

    public LayerAnatomy layer() {
        return Objects.requireNonNull(anatomy, "a vertex has no layer");
    }
}
