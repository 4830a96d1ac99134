package org.gradientdoctor.listeners.capture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.NonFiniteOrigin.Stage;
import org.gradientdoctor.listeners.capture.WatchedNetwork.Forward;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Looks for the first tensor in data-flow order that is not finite, on the very batch that made the loss or the gradient
 * so, while its arrays can still be read.
 */
final class NonFiniteSearch {
    private static final int NO_EXAMPLE = -1;

    private final TensorSummarizer summarizer = new TensorSummarizer();
    private final WatchedNetwork network;
    private final long iteration;

    NonFiniteSearch(WatchedNetwork network, long iteration) {
        this.network = network;
        this.iteration = iteration;
    }

    /** In the backward callback: input, labels, parameters, activations, loss, gradient. */
    Optional<NonFiniteOrigin> search(FlatLayout layout, @Nullable Forward forward, double score) {
        return input().or(this::labels)
                .or(this::parameters)
                .or(() -> activations(forward))
                .or(() -> loss(score))
                .or(() -> flat(layout, Stage.GRADIENT));
    }

    /** When the iteration is done: the update, now in the gradient array, then the parameters it was applied to. */
    Optional<NonFiniteOrigin> searchUpdate(FlatLayout layout) {
        return flat(layout, Stage.UPDATE);
    }

    private Optional<NonFiniteOrigin> input() {
        List<INDArray> inputs = network.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            String name = inputs.size() == 1 ? "features" : "features " + i;
            Optional<NonFiniteOrigin> found = examine(inputs.get(i), Stage.INPUT, "", name, true);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<NonFiniteOrigin> labels() {
        List<IOutputLayer> outputs = network.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            String name = outputs.size() == 1 ? "labels" : "labels " + i;
            Optional<NonFiniteOrigin> found = examine(outputs.get(i).getLabels(), Stage.LABEL, "", name, true);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<NonFiniteOrigin> parameters() {
        for (WatchedLayer layer : network.layers()) {
            LayerAnatomy anatomy = layer.anatomy();
            if (anatomy == null || layer.profile().parameters() == 0) {
                continue;
            }
            for (Map.Entry<String, INDArray> parameter :
                    anatomy.running().paramTable().entrySet()) {
                Optional<NonFiniteOrigin> found =
                        examine(parameter.getValue(), Stage.PARAMETERS, layer.name(), parameter.getKey(), false);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<NonFiniteOrigin> activations(@Nullable Forward forward) {
        if (forward == null) {
            return Optional.empty();
        }
        for (int i = 0; i < network.layers().size(); i++) {
            INDArray activation = network.activation(forward, i);
            Optional<NonFiniteOrigin> found = examine(
                    activation, Stage.ACTIVATIONS, network.layers().get(i).name(), "activations", true);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<NonFiniteOrigin> loss(double score) {
        return Double.isFinite(score)
                ? Optional.empty()
                : Optional.of(new NonFiniteOrigin(iteration, Stage.LOSS, "", "score", 1, NO_EXAMPLE));
    }

    /** Gradients come into being from the output back to the input; updates have no such order. */
    private Optional<NonFiniteOrigin> flat(FlatLayout layout, Stage stage) {
        TensorView flat = TensorView.of(layout.flat());
        FlatLayout.Slot first = null;
        long count = 0;
        for (FlatLayout.Slot slot : layout.slots()) {
            long bad = flat.elements()
                    .summarize(summarizer, flat.offset() + slot.from(), slot.length(), 1)
                    .nonFinite();
            boolean earlier = first == null || (stage == Stage.GRADIENT && slot.layer() > first.layer());
            if (bad > 0 && earlier) {
                first = slot;
                count = bad;
            }
        }
        return first == null
                ? Optional.empty()
                : Optional.of(new NonFiniteOrigin(
                        iteration, stage, network.layers().get(first.layer()).name(), first.name(), count, NO_EXAMPLE));
    }

    private Optional<NonFiniteOrigin> examine(
            @Nullable INDArray array, Stage stage, String layer, String tensor, boolean rowsAreExamples) {
        if (array == null || array.length() == 0) {
            return Optional.empty();
        }
        TensorView view = TensorView.of(array);
        long count = view.summarize(summarizer).nonFinite();
        return count == 0
                ? Optional.empty()
                : Optional.of(new NonFiniteOrigin(
                        iteration,
                        stage,
                        layer,
                        tensor,
                        count,
                        rowsAreExamples ? view.firstNonFiniteExample() : NO_EXAMPLE));
    }
}
