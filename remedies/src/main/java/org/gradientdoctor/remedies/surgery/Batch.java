package org.gradientdoctor.remedies.surgery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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
     * What each layer gives at inference, by its name: {@code [examples, …]} in the layer's own format. Dropout is off,
     * and batch normalization goes by its running statistics.
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
        List<String> names = StackDraft.names(stack.getLayerWiseConfigurations());
        Map<String, INDArray> activations = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            activations.put(names.get(i), found.get(i + 1));
        }
        return activations;
    }

    private Map<String, INDArray> activations(ComputationGraph graph) {
        requireInputs(graph.getNumInputArrays(), "ComputationGraph");
        keepInputs(graph.getLayers());
        INDArray[] own = new INDArray[features.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = features[i].dup();
        }
        graph.setLayerMaskArrays(featureMasks, null);
        Map<String, INDArray> activations = graph.feedForward(own, false);
        graph.clearLayerMaskArrays();
        return activations;
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
