package org.gradientdoctor.listeners.capture;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LayerTrait;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.config.IUpdater;

/** Reads off layers what they are: the entries of a network's profile. */
final class ProfileCapture {

    /** Scanning costs a few hundred microseconds, and most layers share their function. */
    private final Map<IActivation, ActivationProfile> scanned = new HashMap<>();

    /**
     * @param from names of what it reads from, the network's inputs included
     * @param inputs those of them that are layers or vertices
     * @param consumers the layers that read this one's activations, where all its readers are layers; else none
     */
    WatchedLayer layer(
            String name, String key, Layer layer, List<String> from, List<WatchedLayer> inputs, List<Layer> consumers) {
        LayerAnatomy anatomy = LayerAnatomy.of(layer);
        IActivation function = anatomy.activation();
        ActivationProfile activation =
                function == null ? null : scanned.computeIfAbsent(function, ActivationScan::profile);
        LayerProfile profile = new LayerProfile(
                name,
                anatomy.configuration().getClass().getSimpleName(),
                anatomy.role(),
                from,
                anatomy.fanIn(),
                anatomy.fanOut(),
                anatomy.running().numParams(),
                activation,
                traits(anatomy, activation, consumers),
                updater(anatomy),
                clipping(anatomy));
        return WatchedLayer.of(profile, key, anatomy, inputs);
    }

    WatchedLayer vertex(String name, GraphVertex vertex, List<String> from, List<WatchedLayer> inputs) {
        LayerProfile profile = new LayerProfile(
                name,
                vertex.getClass().getSimpleName(),
                LayerRole.PASSIVE,
                from,
                0,
                0,
                vertex.numParams(),
                null,
                Set.of(),
                "",
                "");
        return WatchedLayer.of(profile, name, null, inputs);
    }

    private static Set<LayerTrait> traits(
            LayerAnatomy anatomy, @Nullable ActivationProfile activation, List<Layer> consumers) {
        Set<LayerTrait> traits = EnumSet.noneOf(LayerTrait.class);
        if (anatomy.frozen()) {
            traits.add(LayerTrait.FROZEN);
        }
        if (anatomy.isLookup()) {
            traits.add(LayerTrait.LOOKUP);
        }
        boolean normalized = !consumers.isEmpty()
                && consumers.stream()
                        .allMatch(consumer -> LayerAnatomy.of(consumer).configuration() instanceof BatchNormalization);
        // A bias is subtracted again with the mean only if no non-linearity stands between.
        if (normalized && activation != null && activation.shape() == ActivationShape.LINEAR) {
            traits.add(LayerTrait.FEEDS_BATCH_NORMALIZATION);
        }
        if (consumers.stream().anyMatch(ProfileCapture::drops)) {
            traits.add(LayerTrait.DROPPED_BY_CONSUMER);
        }
        return traits;
    }

    /** Dropout layers carry their dropout in the same field. Frozen layers run as if not in training. */
    private static boolean drops(Layer consumer) {
        return !(consumer instanceof FrozenLayer)
                && LayerAnatomy.of(consumer).directions().stream()
                        .anyMatch(configuration -> configuration.getIDropout() != null);
    }

    private static String updater(LayerAnatomy anatomy) {
        IUpdater updater = anatomy.updater();
        if (updater == null) {
            return "";
        }
        String name = updater.getClass().getSimpleName();
        if (!updater.hasLearningRate()) {
            return name;
        }
        return name + "(" + updater.getLearningRate(0, 0) + ")";
    }

    private static String clipping(LayerAnatomy anatomy) {
        if (anatomy.running().numParams() == 0 || anatomy.running().getConfig() == null) {
            return "";
        }
        GradientNormalization normalization = anatomy.running().getConfig().getGradientNormalization();
        if (normalization == null || normalization == GradientNormalization.None) {
            return "";
        }
        return switch (normalization) {
            case RenormalizeL2PerLayer, RenormalizeL2PerParamType -> normalization.name();
            default ->
                normalization.name() + "(" + anatomy.running().getConfig().getGradientNormalizationThreshold() + ")";
        };
    }
}
