package org.gradientdoctor.remedies.remedy;

import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.jspecify.annotations.Nullable;

/** What has a slope of its own in front of a parametric rectifier: the units of dense layers. */
final class RectifiedUnits {
    private RectifiedUnits() {}

    /** The dense layer whose units this one gives: itself, or the one before layers that leave units alone. */
    static Optional<LayerDraft> feeding(NetworkDraft draft, LayerDraft layer) {
        LayerDraft at = layer;
        while (leavesUnits(at.layer())) {
            String name = at.name();
            Optional<LayerDraft> before = at.inputs().size() == 1
                    ? draft.named(at.inputs().get(0))
                            .filter(found -> draft.readers(found.name()).contains(name))
                    : Optional.empty();
            if (before.isEmpty() || draft.preProcessor(name).isPresent()) {
                return Optional.empty();
            }
            at = before.get();
        }
        return Optional.of(at).filter(found -> found.layer() instanceof DenseLayer && !isOfSteps(draft, found));
    }

    private static boolean leavesUnits(@Nullable Layer layer) {
        return layer instanceof ActivationLayer
                || layer instanceof BatchNormalization
                || layer instanceof DropoutLayer
                || layer instanceof PReLULayer;
    }

    /** Whether the vectors that a layer reads are the steps of sequences, of which a batch has many. */
    private static boolean isOfSteps(NetworkDraft draft, LayerDraft layer) {
        Optional<InputPreProcessor> change = draft.preProcessor(layer.name());
        return change.isPresent()
                ? change.get() instanceof RnnToFeedForwardPreProcessor
                : layer.inputs().stream()
                        .flatMap(input -> draft.named(input).stream())
                        .anyMatch(input -> isOfSteps(draft, input));
    }

    static long count(LayerDraft dense) {
        return dense.layer() instanceof DenseLayer layer ? layer.getNOut() : 0;
    }
}
