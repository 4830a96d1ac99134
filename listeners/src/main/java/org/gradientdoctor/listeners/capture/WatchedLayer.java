package org.gradientdoctor.listeners.capture;

import java.util.Objects;
import org.gradientdoctor.core.reading.LayerProfile;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the profile together with the running layer it stands for.
 *
 * @param profile what is known of it
 * @param key what its name is in gradient keys: {@code key_W}
 * @param anatomy the running layer; null for graph vertices that are no layer
 */
public record WatchedLayer(
        LayerProfile profile, String key, @Nullable LayerAnatomy anatomy) {

    public String name() {
        return profile.name();
    }

    public LayerAnatomy layer() {
        return Objects.requireNonNull(anatomy, "a vertex has no layer");
    }
}
