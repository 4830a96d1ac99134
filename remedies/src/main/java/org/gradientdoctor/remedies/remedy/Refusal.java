package org.gradientdoctor.remedies.remedy;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/** The first reason why one of some layers cannot be treated; frozen layers never are. */
final class Refusal {
    private Refusal() {}

    static Optional<String> first(
            NetworkDraft draft, Collection<String> layers, Function<LayerDraft, Stream<String>> reasons) {
        return layers.stream()
                .map(draft::layer)
                .flatMap(layer -> layer.isFrozen()
                        ? Stream.of("layer " + layer + " is frozen and is left alone; unfreeze it to have it treated")
                        : reasons.apply(layer))
                .findFirst();
    }

    /** Why remedies that insert or remove layers do not take an index for a name. */
    static Optional<String> indexForName(NetworkDraft draft, Collection<String> layers) {
        return layers.stream()
                .map(name -> Map.entry(name, draft.layer(name).name()))
                .filter(found -> !found.getKey().equals(found.getValue()))
                .map(found -> "\"" + found.getKey() + "\" is an index, and indices move where layers are inserted or"
                        + " removed; say \"" + found.getValue() + "\"")
                .findFirst();
    }
}
