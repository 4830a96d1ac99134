package org.gradientdoctor.core.signal;

import java.util.List;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.core.reading.TensorSummary;

/** Layers whose weights are all one number, so that their units compute, and learn, the same. */
public final class EqualWeights {
    private EqualWeights() {}

    /**
     * The layers that are sick of it, from input to output. Units of an output layer differ by their labels; branches
     * that begin as nothing beside a skip, all weights zero, are opened by the first step.
     */
    public static List<String> in(NetworkProfile profile, IterationReading reading) {
        return reading.layers().stream()
                .filter(EqualWeights::isEqual)
                .map(LayerReading::layer)
                .filter(name -> matters(profile, reading, name))
                .toList();
    }

    private static boolean isEqual(LayerReading reading) {
        TensorSummary weights =
                reading.weights() == null ? null : reading.weights().values();
        return weights != null && weights.count() > 1 && weights.minimum() == weights.maximum();
    }

    /** Whether equal units of this layer are a sickness. */
    public static boolean matters(NetworkProfile profile, IterationReading reading, String name) {
        return profile.layer(name).map(EqualWeights::canBeSick).orElse(false)
                && !(branches(profile) && isZero(reading, name));
    }

    private static boolean canBeSick(LayerProfile layer) {
        return layer.fanOut() > 1
                && layer.role() != LayerRole.OUTPUT
                && layer.role() != LayerRole.NORMALIZATION
                && layer.isTrainable();
    }

    private static boolean branches(NetworkProfile profile) {
        return profile.layers().stream().anyMatch(layer -> layer.inputs().size() > 1);
    }

    private static boolean isZero(IterationReading reading, String name) {
        return reading.layer(name)
                .map(layer ->
                        layer.weights() != null && layer.weights().values().rms() == 0)
                .orElse(false);
    }
}
