package org.gradientdoctor.remedies.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.jspecify.annotations.Nullable;

/**
 * Whether a network computes the same of a sequence in segments as at once. Deeplearning4j asks little of that: where
 * inputs or labels are no sequences a stack logs a warning and does not train at all, and a graph trains each segment on
 * the label of the whole.
 */
final class Segments {
    private static final Set<Class<? extends GraphVertex>> STEP_BY_STEP =
            Set.of(MergeVertex.class, ElementWiseVertex.class, ScaleVertex.class, ShiftVertex.class);

    private final NetworkDraft draft;

    private Segments(NetworkDraft draft) {
        this.draft = draft;
    }

    /** Why it does not; empty where it does. */
    static Optional<String> obstacle(NetworkDraft draft) {
        Segments segments = new Segments(draft);
        return Stream.concat(
                        draft.layers().stream().flatMap(layer -> segments.reason(layer).stream()),
                        draft.plainVertices().entrySet().stream().flatMap(Segments::reason))
                .findFirst()
                .or(segments::withoutRecurrence);
    }

    private Optional<String> withoutRecurrence() {
        return draft.layers().stream().anyMatch(SwapActivation::isRecurrent)
                ? Optional.empty()
                : Optional.of("none of its layers ("
                        + String.join(
                                ", ",
                                draft.layers().stream().map(LayerDraft::name).toList())
                        + ") is recurrent, so that nothing goes back through time; look for the cause in depth");
    }

    private static Stream<String> reason(Map.Entry<String, GraphVertex> vertex) {
        return STEP_BY_STEP.contains(vertex.getValue().getClass())
                ? Stream.empty()
                : Stream.of("vertex " + vertex.getKey() + " ("
                        + vertex.getValue().getClass().getSimpleName()
                        + ") is not known to compute each step by itself, as training in segments needs; take a"
                        + " shorter sequence, or give recurrent layers gates");
    }

    @SuppressWarnings("deprecation") // saved models have GravesBidirectionalLSTM still
    private Optional<String> reason(LayerDraft layer) {
        @Nullable Layer whole = layer.layer();
        if (whole instanceof Bidirectional || whole instanceof GravesBidirectionalLSTM) {
            return Optional.of("layer " + layer + " also reads sequences from their end, which a segment does not have:"
                    + " Deeplearning4j throws there; give it gates, or make it read one way");
        }
        if (whole instanceof LastTimeStep || whole instanceof GlobalPoolingLayer) {
            return Optional.of(
                    "layer " + layer + " gives one answer for a whole sequence, of which a segment knows only"
                            + " a part; give recurrent layers gates, or shorten the sequences themselves");
        }
        if (SwapActivation.isRecurrent(layer)) {
            return ofRecurrent(layer);
        }
        if (draft.readers(layer.name()).isEmpty()
                && !(whole instanceof RnnOutputLayer)
                && !(whole instanceof RnnLossLayer)) {
            return Optional.of("output " + layer + " has one label for a sequence, and a segment would need one of its"
                    + " own; give recurrent layers gates, or an output for each step (RnnOutputLayer)");
        }
        if (format(whole) == RNNFormat.NWC) {
            return Optional.of(lastChannels(layer));
        }
        return isStepByStep(layer)
                ? Optional.empty()
                : Optional.of(
                        "layer " + layer + " is not known to compute each step of a sequence by itself, as training"
                                + " in segments needs; take shorter sequences, or give recurrent layers gates");
    }

    private Optional<String> ofRecurrent(LayerDraft layer) {
        if (!(layer.layer() instanceof BaseRecurrentLayer recurrent)) {
            return Optional.of("layer " + layer + " is recurrent and wrapped, and in segments Deeplearning4j goes past"
                    + " the wrapper; take it out of its wrapper first");
        }
        if (recurrent.getRnnDataFormat() == RNNFormat.NWC) {
            return Optional.of(lastChannels(layer));
        }
        return draft.isGraph() && draft.preProcessor(layer.name()).isPresent()
                ? Optional.of("the layout of what layer " + layer + " reads is changed in front of it, which a"
                        + " ComputationGraph leaves out in segments; let recurrent layers read recurrent ones")
                : Optional.empty();
    }

    private static String lastChannels(LayerDraft layer) {
        return "layer " + layer
                + " has its steps in the second dimension (NWC), and Deeplearning4j cuts sequences along"
                + " the third; use the format NCW";
    }

    private static @Nullable RNNFormat format(@Nullable Layer layer) {
        if (layer instanceof RnnOutputLayer output) {
            return output.getRnnDataFormat();
        }
        if (layer instanceof RnnLossLayer output) {
            return output.getRnnDataFormat();
        }
        return layer instanceof TimeDistributed distributed ? distributed.getRnnDataFormat() : null;
    }

    private boolean isStepByStep(LayerDraft layer) {
        @Nullable Layer whole = layer.layer();
        if (whole instanceof RnnOutputLayer || whole instanceof RnnLossLayer || whole instanceof TimeDistributed) {
            return true;
        }
        if (whole instanceof ActivationLayer || whole instanceof DropoutLayer) {
            return true;
        }
        boolean ofVectors = whole instanceof DenseLayer
                || layer.cores().stream().anyMatch(BatchNormalization.class::isInstance)
                || whole instanceof PReLULayer
                || whole instanceof ElementWiseMultiplicationLayer;
        return ofVectors && readsSteps(layer);
    }

    /** Whether the vectors that a layer reads are the steps of sequences, and not an input that has none. */
    private boolean readsSteps(LayerDraft layer) {
        List<String> inputs = layer.inputs();
        return draft.preProcessor(layer.name())
                .map(RnnToFeedForwardPreProcessor.class::isInstance)
                .orElseGet(() -> !inputs.isEmpty()
                        && inputs.stream().allMatch(input -> draft.named(input).isPresent()));
    }
}
