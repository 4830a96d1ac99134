package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.TensorSummary;

/**
 * Layers whose units compute, and learn, the same: their own weights are all one number, and so are those of every layer
 * that reads from them. Readers whose weights differ hand different errors back, so that the first step tells such units
 * apart; the branch of a residual block that begins with zeros is opened in this way.
 */
public final class EqualWeights {
    private EqualWeights() {}

    /** The layers that are sick of it, from input to output. */
    public static List<String> in(NetworkProfile profile, IterationReading reading) {
        return reading.layers().stream()
                .filter(EqualWeights::isEqual)
                .map(LayerReading::layer)
                .filter(name -> matters(profile, name) && readersAreEqual(profile, reading, name))
                .toList();
    }

    private static boolean isEqual(LayerReading reading) {
        TensorSummary weights =
                reading.weights() == null ? null : reading.weights().values();
        return weights != null && weights.count() > 1 && weights.minimum() == weights.maximum();
    }

    /** Whether equal units of this layer are a sickness: those of an output layer differ by their labels. */
    public static boolean matters(NetworkProfile profile, String name) {
        return profile.layer(name)
                .filter(layer -> layer.fanOut() > 1
                        && layer.role() != LayerRole.OUTPUT
                        && layer.role() != LayerRole.NORMALIZATION
                        && layer.isTrainable())
                .isPresent();
    }

    private static boolean readersAreEqual(NetworkProfile profile, IterationReading reading, String name) {
        List<String> readers = weightedReaders(profile, name);
        return !readers.isEmpty()
                && readers.stream()
                        .allMatch(reader ->
                                reading.layer(reader).map(EqualWeights::isEqual).orElse(false));
    }

    /** The next layers with weights that mix units; a loss without weights is one, whose units differ by their labels. */
    private static List<String> weightedReaders(NetworkProfile profile, String name) {
        List<String> readers = new ArrayList<>();
        for (LayerProfile layer : profile.layers()) {
            if (!layer.inputs().contains(name)) {
                continue;
            }
            if (mixes(layer)) {
                readers.add(layer.name());
            } else {
                readers.addAll(weightedReaders(profile, layer.name()));
            }
        }
        return readers;
    }

    private static boolean mixes(LayerProfile layer) {
        return layer.role() == LayerRole.OUTPUT || (layer.fanOut() > 0 && layer.role() != LayerRole.NORMALIZATION);
    }
}
