package org.gradientdoctor.remedies.remedy;

import java.util.Collection;
import java.util.Optional;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * Dropout for SELU: values dropped become the lower end of the function, and mean and variance are kept (Klambauer et al.
 * 2017). In Deeplearning4j a layer drops what it reads, so those that read a SELU are meant.
 */
final class AlphaDropouts {
    private AlphaDropouts() {}

    /** Replaces plain dropout in those of the treated layers that read what swapped ones give. */
    static void set(NetworkDraft draft, Collection<String> swapped, Collection<String> treated) {
        for (LayerDraft layer : draft.layers()) {
            boolean reads =
                    treated.contains(layer.name()) && layer.inputs().stream().anyMatch(swapped::contains);
            if (reads) {
                layer.cores().forEach(AlphaDropouts::set);
            }
        }
    }

    /** A layer that reads a swapped one, is not treated, and drops plainly; empty where there is none. */
    static Optional<LayerDraft> plainBehind(
            NetworkDraft draft, Collection<String> swapped, Collection<String> treated) {
        return draft.layers().stream()
                .filter(layer -> !treated.contains(layer.name())
                        && layer.inputs().stream().anyMatch(swapped::contains)
                        && layer.cores().stream().anyMatch(core -> core.getIDropout() instanceof Dropout))
                .findFirst();
    }

    /** Plain dropout again in layers that read what was SELU and is no longer: alpha dropout gives SELU's lower end. */
    static void unset(NetworkDraft draft, Collection<String> swapped) {
        draft.layers().stream()
                .filter(layer -> !layer.isFrozen() && layer.inputs().stream().anyMatch(swapped::contains))
                .flatMap(layer -> layer.cores().stream())
                .forEach(AlphaDropouts::unset);
    }

    private static void unset(Layer core) {
        if (core.getIDropout() instanceof AlphaDropout alpha) {
            core.setIDropout(
                    alpha.getPSchedule() == null ? new Dropout(alpha.getP()) : new Dropout(alpha.getPSchedule()));
        }
    }

    private static void set(Layer core) {
        if (core.getIDropout() instanceof Dropout dropout) {
            core.setIDropout(
                    dropout.getPSchedule() == null
                            ? new AlphaDropout(dropout.getP())
                            : new AlphaDropout(dropout.getPSchedule()));
        }
    }
}
