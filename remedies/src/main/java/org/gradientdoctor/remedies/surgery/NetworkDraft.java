package org.gradientdoctor.remedies.surgery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A copy of a network's configuration that shares nothing with it, for remedies to edit, and the list of layers whose
 * parameters are to be drawn anew.
 *
 * <p>The copy goes through JSON: Deeplearning4j's own {@code clone()} lets both copies share their updaters, so that a
 * rate set in one would change the other.
 */
public abstract sealed class NetworkDraft permits StackDraft, GraphDraft {
    private final List<LayerDraft> layers;
    private final Model source;
    private final Map<String, Long> redrawn = new LinkedHashMap<>();
    private final Map<String, Map<String, INDArray>> values = new LinkedHashMap<>();

    private final Riders riders;

    NetworkDraft(Model source, List<LayerDraft> layers) {
        this.source = source;
        this.riders = Riders.of(source);
        this.layers = List.copyOf(layers);
    }

    /**
     * The configuration of this network, to be edited.
     *
     * @throws IllegalArgumentException where the model is neither of Deeplearning4j's two network classes, or is not
     *     initialized
     */
    public static NetworkDraft of(Model model) {
        if (model instanceof MultiLayerNetwork stack) {
            requireInitialized(stack.isInitCalled(), "MultiLayerNetwork");
            return new StackDraft(stack);
        }
        if (model instanceof ComputationGraph graph) {
            requireInitialized(graph.params() != null && graph.getVertices() != null, "ComputationGraph");
            return new GraphDraft(graph);
        }
        throw new IllegalArgumentException("remedies treat a MultiLayerNetwork or a ComputationGraph, and this is a "
                + (model == null ? "null" : model.getClass().getName())
                + ": give the network that holds it");
    }

    private static void requireInitialized(boolean initialized, String networkClass) {
        if (!initialized) {
            throw new IllegalArgumentException(
                    "this " + networkClass + " is not initialized, so it has no parameters to treat: call init() on it"
                            + " before advice or treatment");
        }
    }

    /** Layers and vertices with parameters of their own, from input to output. */
    public List<LayerDraft> layers() {
        return layers;
    }

    /**
     * The layer of this name; in a stack the index is understood as well.
     *
     * @throws IllegalArgumentException where there is none, with the names there are
     */
    public LayerDraft layer(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no layer \"" + name + "\" in this "
                        + networkClass() + ": its layers are "
                        + layers.stream().map(LayerDraft::name).collect(Collectors.joining(", "))
                        + "; advice holds for networks whose layers have the names of the one it was given for"));
    }

    /** The layer of this name, where there is one. */
    public Optional<LayerDraft> find(String name) {
        return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
    }

    /** Marks a layer: its parameters will be drawn by its configuration as it then stands, its updater starts anew. */
    public void redraw(String layer, long seed) {
        String name = layer(layer).name();
        redrawn.put(name, seed);
        values.remove(name);
    }

    /**
     * Sets a parameter of a layer to these values, in place of what it has or was drawn to. The updater's state stays.
     *
     * @param key as Deeplearning4j names it: {@code W}, {@code b}, {@code gamma}, …
     * @param parameter of the shape that the parameter has; copied
     */
    public void setParameter(String layer, String key, INDArray parameter) {
        values.computeIfAbsent(layer(layer).name(), name -> new LinkedHashMap<>())
                .put(key, parameter.dup());
    }

    /** Lets a listener go with the treated network, in place of one of its class. A saved model does not carry it. */
    public void ride(TrainingListener listener) {
        riders.put(listener);
    }

    Riders riders() {
        return riders;
    }

    /** Copies of all parameters as the draft stands, by layer and key: drawn where drawn, set where set. */
    public Map<String, Map<String, INDArray>> parameters() {
        Map<String, Map<String, INDArray>> parameters = new LinkedHashMap<>();
        Holders.of(asItStands()).forEach((name, holder) -> {
            Map<String, INDArray> own = new LinkedHashMap<>();
            if (holder.numParams() > 0) {
                holder.paramTable(false).forEach((key, parameter) -> own.put(key, parameter.dup()));
            }
            parameters.put(name, own);
        });
        return parameters;
    }

    /**
     * One of {@link #parameters()}.
     *
     * @throws IllegalArgumentException where there is no such layer or parameter
     */
    public INDArray parameter(String layer, String key) {
        String name = layer(layer).name();
        INDArray parameter = parameters().getOrDefault(name, Map.of()).get(key);
        if (parameter == null) {
            throw new IllegalArgumentException("layer " + name + " has no parameter " + key);
        }
        return parameter;
    }

    Map<String, Map<String, INDArray>> values() {
        return values;
    }

    /**
     * A network as the draft stands now, to measure on: what is drawn is drawn, what is set is set, and its updater is
     * new. It shares nothing with the draft or the given network.
     */
    public Model asItStands() {
        return Surgery.withParameters(copy(), source);
    }

    private NetworkDraft copy() {
        NetworkDraft copy = copyOfConfiguration(source);
        copy.redrawn.putAll(redrawn);
        copy.values.putAll(values);
        return copy;
    }

    /** The layers to be drawn anew, with their seeds. */
    public Map<String, Long> redrawn() {
        return Collections.unmodifiableMap(redrawn);
    }

    /** {@code MultiLayerNetwork} or {@code ComputationGraph}. */
    public abstract String networkClass();

    /** The seed in the configuration. */
    public abstract long seed();

    /** The type of its parameters: HALF, FLOAT or DOUBLE. */
    public abstract DataType dataType();

    /** Updates made so far. */
    public abstract int iterations();

    /** Epochs completed so far. */
    public abstract int epochs();

    /** A network with this configuration, initialized, its parameters still those of the configuration's own seed. */
    abstract Model assemble();

    /** A draft with the same configuration that shares nothing with this one. */
    abstract NetworkDraft copyOfConfiguration(Model source);
}
