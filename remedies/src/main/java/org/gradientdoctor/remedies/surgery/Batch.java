package org.gradientdoctor.remedies.surgery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.StackNames;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Data of the user's own for remedies that measure before they change: one array of features for each network input,
 * {@code [examples, …]}, and their masks.
 */
public final class Batch {
    private final INDArray[] features;
    private final @Nullable INDArray @Nullable [] featureMasks;

    private Batch(INDArray[] features, @Nullable INDArray @Nullable [] featureMasks) {
        this.features = features;
        this.featureMasks = featureMasks;
    }

    /**
     * For networks with one input.
     *
     * @throws IllegalArgumentException where there are no features
     */
    public static Batch of(@Nullable DataSet batch) {
        if (batch == null || batch.getFeatures() == null) {
            throw new IllegalArgumentException(
                    "the batch has no features: give a DataSet with features [examples, …], as training has it");
        }
        INDArray mask = batch.getFeaturesMaskArray();
        return new Batch(new INDArray[] {batch.getFeatures()}, mask == null ? null : new INDArray[] {mask});
    }

    /**
     * For any network.
     *
     * @throws IllegalArgumentException where there are no features
     */
    public static Batch of(@Nullable MultiDataSet batch) {
        if (batch == null || batch.getFeatures() == null || batch.getFeatures().length == 0) {
            throw new IllegalArgumentException("the batch has no features: give a MultiDataSet with an array [examples,"
                    + " …] for each input, as training has it");
        }
        return new Batch(batch.getFeatures(), batch.getFeaturesMaskArrays());
    }

    /** How many examples it has. */
    public long examples() {
        return features[0].size(0);
    }

    /**
     * The features of one of the network's inputs, {@code [examples, …]}; not to be written to.
     *
     * @throws IllegalArgumentException where there is no such input
     */
    public INDArray features(int input) {
        if (input < 0 || input >= features.length) {
            throw new IllegalArgumentException(
                    "the batch has " + features.length + " arrays of features and none at index " + input);
        }
        return features[input];
    }

    /** Their mask; null where there is none. */
    public @Nullable INDArray featuresMask(int input) {
        return featureMasks == null ? null : featureMasks[input];
    }

    /**
     * What one layer gives at inference: {@code [examples, …]} in its own format. The pass ends with it: at inference
     * Deeplearning4j's {@code PReLULayer} and {@code ActivationLayer} write over what they read.
     *
     * @param model as for {@link #activations}
     * @throws IllegalArgumentException where the network has another number of inputs or no such layer
     */
    INDArray output(Model model, String layer) {
        return model instanceof MultiLayerNetwork stack
                ? output(stack, layer)
                : output((ComputationGraph) model, layer);
    }

    private INDArray output(MultiLayerNetwork stack, String layer) {
        requireInputs(1, "MultiLayerNetwork");
        keepInputs(stack.getLayers());
        int place = StackNames.of(stack.getLayerWiseConfigurations()).indexOf(layer);
        requireLayer(place, layer);
        stack.setInput(features[0].dup());
        stack.setLayerMaskArrays(featureMasks == null ? null : featureMasks[0], null);
        List<INDArray> found = stack.feedForwardToLayer(place, false);
        stack.clearLayerMaskArrays();
        return found.get(place + 1);
    }

    private INDArray output(ComputationGraph graph, String layer) {
        requireInputs(graph.getNumInputArrays(), "ComputationGraph");
        keepInputs(graph.getLayers());
        int[] order = graph.topologicalSortOrder();
        int place = IntStream.range(0, order.length)
                .filter(i -> graph.getVertices()[order[i]].getVertexName().equals(layer))
                .findFirst()
                .orElse(-1);
        requireLayer(place, layer);
        graph.setLayerMaskArrays(featureMasks, null);
        Map<String, INDArray> found = graph.feedForward(ownFeatures(), place, false, true);
        graph.clearLayerMaskArrays();
        return Objects.requireNonNull(found.get(layer));
    }

    private static void requireLayer(int place, String layer) {
        if (place < 0) {
            throw new IllegalArgumentException("there is no layer \"" + layer + "\" to measure");
        }
    }

    /**
     * What each layer gives at inference, by its name: {@code [examples, …]} in the layer's own format. Dropout is off,
     * and batch normalization goes by its running statistics. Of a layer that a {@code PReLULayer} or an {@code
     * ActivationLayer} reads it has what those give: they write over it.
     *
     * @param model a copy to compute with, such as {@link NetworkDraft#asItStands()}; it keeps traces of the pass
     * @throws IllegalArgumentException where the network has another number of inputs
     */
    public Map<String, INDArray> activations(Model model) {
        return model instanceof MultiLayerNetwork stack ? activations(stack) : activations((ComputationGraph) model);
    }

    private Map<String, INDArray> activations(MultiLayerNetwork stack) {
        requireInputs(1, "MultiLayerNetwork");
        keepInputs(stack.getLayers());
        List<INDArray> found =
                stack.feedForward(features[0].dup(), featureMasks == null ? null : featureMasks[0], null);
        List<String> names = StackNames.of(stack.getLayerWiseConfigurations());
        Map<String, INDArray> activations = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            activations.put(names.get(i), found.get(i + 1));
        }
        return activations;
    }

    private Map<String, INDArray> activations(ComputationGraph graph) {
        requireInputs(graph.getNumInputArrays(), "ComputationGraph");
        keepInputs(graph.getLayers());
        graph.setLayerMaskArrays(featureMasks, null);
        Map<String, INDArray> activations = graph.feedForward(ownFeatures(), false);
        graph.clearLayerMaskArrays();
        return activations;
    }

    /** Copies that a pass may write over. */
    private INDArray[] ownFeatures() {
        return Stream.of(features).map(INDArray::dup).toArray(INDArray[]::new);
    }

    /** The activations of one layer are read after the next has run, which must not write over them. */
    private static void keepInputs(Layer[] layers) {
        for (Layer layer : layers) {
            layer.allowInputModification(false);
        }
    }

    private void requireInputs(int inputs, String networkClass) {
        if (features.length != inputs) {
            throw new IllegalArgumentException("this " + networkClass + " has " + inputs + " inputs and the batch "
                    + features.length + " arrays of features: give a batch with one array for each input");
        }
    }
}
