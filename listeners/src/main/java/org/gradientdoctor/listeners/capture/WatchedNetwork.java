package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The network under watch, whichever class it is of: its layers in the profile's order, and where its arrays are. */
public abstract sealed class WatchedNetwork permits WatchedStack, WatchedGraph {

    private final Model model;
    private final List<WatchedLayer> layers;
    private final NetworkProfile profile;
    private final List<IOutputLayer> outputs;

    WatchedNetwork(Model model, List<WatchedLayer> layers, List<IOutputLayer> outputs) {
        this.model = model;
        this.layers = List.copyOf(layers);
        this.outputs = List.copyOf(outputs);
        List<LayerProfile> profiles = layers.stream().map(WatchedLayer::profile).toList();
        LossFamily loss = LossFamily.OTHER;
        String outputActivation = "";
        if (!outputs.isEmpty()) {
            LayerAnatomy output = LayerAnatomy.of(outputs.get(0));
            loss = LossFamilies.familyOf(LossFamilies.lossOf(output.configuration()));
            for (WatchedLayer layer : layers) {
                LayerAnatomy anatomy = layer.anatomy();
                if (anatomy != null
                        && anatomy.running() == output.running()
                        && layer.profile().activation() != null) {
                    outputActivation = layer.profile().activation().name();
                }
            }
        }
        this.profile = new NetworkProfile(
                model.getClass().getSimpleName(), model.params().dataType().name(), loss, outputActivation, profiles);
    }

    /**
     * @throws IllegalArgumentException if the model is neither kind of network
     */
    public static WatchedNetwork of(Model model) {
        if (model instanceof MultiLayerNetwork stack) {
            return new WatchedStack(stack);
        }
        if (model instanceof ComputationGraph graph) {
            return new WatchedGraph(graph);
        }
        throw new IllegalArgumentException("a " + model.getClass().getSimpleName()
                + " can't be watched: give a MultiLayerNetwork or a ComputationGraph");
    }

    /** Whether a model is of a class that can be watched. */
    static boolean isWatchable(Model model) {
        return model instanceof MultiLayerNetwork || model instanceof ComputationGraph;
    }

    public final Model model() {
        return model;
    }

    public final NetworkProfile profile() {
        return profile;
    }

    public final List<WatchedLayer> layers() {
        return layers;
    }

    /** All gradients, one after the other; after the updater has run, the update. */
    abstract INDArray flatGradient();

    /** Inputs of the current batch; empty where there are none any more. */
    abstract List<INDArray> inputs();

    /** Masks of the inputs of the current batch, in their order, null where there is none. */
    abstract List<@Nullable INDArray> inputMasks();

    /** Names of the network's inputs. */
    abstract List<String> inputNames();

    /** The layers and vertices that read this input of the network. */
    abstract List<WatchedLayer> readersOf(String input);

    /** Layers that compute a loss. */
    final List<IOutputLayer> outputs() {
        return outputs;
    }

    /** What a layer hands on, from what {@code onForwardPass} was given; null where that does not contain it. */
    abstract @Nullable INDArray activation(Forward forward, int layer);

    final Map<String, INDArray> gradients() {
        return model.gradient().gradientForVariable();
    }

    final int iteration() {
        return BaseOptimizer.getIterationCount(model);
    }

    final int epoch() {
        return BaseOptimizer.getEpochCount(model);
    }

    /** Rows by which Deeplearning4j divides the gradient. */
    final int examples() {
        return model.batchSize();
    }

    /** Whether Deeplearning4j divides the gradient by the number of examples. */
    final boolean dividesByExamples() {
        return model.conf().isMiniBatch();
    }

    /** Whether one iteration is one forward and one backward pass, and the gradient array holds the update after it. */
    final boolean stepsDirectly() {
        return model.conf().getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT;
    }

    /** The first output layer; null where there is none. */
    final @Nullable IOutputLayer output() {
        return outputs.isEmpty() ? null : outputs.get(0);
    }

    static List<INDArray> present(INDArray @Nullable ... arrays) {
        List<INDArray> present = new ArrayList<>();
        if (arrays != null) {
            for (INDArray array : arrays) {
                if (array != null) {
                    present.add(array);
                }
            }
        }
        return present;
    }

    /**
     * What {@code onForwardPass} was given, one of the two.
     *
     * @param list of a stack: the input, then what each layer but the last hands on
     * @param map of a graph: by vertex name
     */
    record Forward(@Nullable List<INDArray> list, @Nullable Map<String, INDArray> map) {}
}
