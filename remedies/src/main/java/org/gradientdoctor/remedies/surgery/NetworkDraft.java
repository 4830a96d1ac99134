package org.gradientdoctor.remedies.surgery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
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
    /** An odd number without a pattern in its bits (2⁶⁴ over the golden ratio): draws of near seeds don't coincide. */
    private static final long OTHER_DRAW = 0x9e3779b97f4a7c15L;

    private List<LayerDraft> layers;
    private final Model source;
    private final Map<String, Long> redrawn = new LinkedHashMap<>();
    private final Map<String, Map<String, INDArray>> values = new LinkedHashMap<>();

    private final Riders riders;
    private long draw;

    NetworkDraft(Model source, List<LayerDraft> layers) {
        this.source = source;
        this.riders = Riders.of(source);
        this.layers = List.copyOf(layers);
    }

    /**
     * The configuration of this network as a graph, to be edited: a stack is turned into one.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    static NetworkDraft asGraph(Model model) {
        NetworkDraft draft = of(model);
        return draft instanceof StackDraft stack ? stack.toGraph() : draft;
    }

    /**
     * The configuration of this network, to be edited.
     *
     * @throws IllegalArgumentException where the model is neither of Deeplearning4j's two network classes, is not
     *     initialized, or has a setting that Deeplearning4j cannot read back from JSON
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

    /** The layer of this name, where there is one; in a stack the index is understood as well. */
    public Optional<LayerDraft> find(String name) {
        return named(name);
    }

    /** The layer of this very name, where there is one. Inserting and removing moves indices, but no names. */
    public Optional<LayerDraft> named(String name) {
        return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
    }

    /** Marks a layer: its parameters will be drawn by its configuration as it then stands, its updater starts anew. */
    public void redraw(String layer, long seed) {
        String name = layer(layer).name();
        redrawn.put(name, seed + draw * OTHER_DRAW);
        values.remove(name);
    }

    /** From now on layers are drawn to other weights than their seeds alone give; 0 for those. */
    void draw(long number) {
        this.draw = number;
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

    /**
     * Replaces the configuration of a layer, wrappers and all. Parameters of the same key and shape are kept.
     *
     * @throws IllegalArgumentException where there is no such layer
     */
    public abstract void replace(String layer, Layer configuration);

    /**
     * Replaces the configurations inside a layer's wrappers, which stay: one, or the two directions of a bidirectional
     * layer. Parameters of the same key and shape are kept.
     *
     * @throws IllegalArgumentException where there is no such layer, or it is a vertex of its own kind
     */
    public void replaceCores(String layer, UnaryOperator<Layer> replacement) {
        Layer whole = layer(layer).layer();
        if (whole == null) {
            throw new IllegalArgumentException("\"" + layer + "\" is a vertex of its own kind, which surgery leaves"
                    + " alone: name a layer of this " + networkClass());
        }
        replace(layer, Wrapping.withCores(whole, replacement));
    }

    /**
     * Inserts a layer behind another: whatever read the one reads the new one. What the new one does not say for itself
     * (updater, initialization) it takes from the layer before it.
     *
     * @param layer the layer before
     * @param name of the new layer
     * @param configuration of the new layer, with the sizes of what it reads and gives
     * @param preProcessor changes the layout of what it reads; null for none
     * @throws IllegalArgumentException where there is no such layer, the name is taken, or the layer is an output
     */
    public abstract void insertAfter(
            String layer, String name, Layer configuration, @Nullable InputPreProcessor preProcessor);

    /**
     * Inserts a layer in front of another, which reads the new one from then on. The new one reads what the other read,
     * through the other's preprocessor, and takes from the other what it does not say for itself (updater,
     * initialization).
     *
     * @param layer the layer behind
     * @param name of the new layer
     * @param configuration of the new layer, with the sizes of what it reads and gives
     * @param preProcessor changes the layout of what it reads; null for none
     * @throws IllegalArgumentException where there is no such layer, the name is taken, or the layer reads several
     */
    public abstract void insertBefore(
            String layer, String name, Layer configuration, @Nullable InputPreProcessor preProcessor);

    /**
     * Lets a layer read another in place of what it read, which the other gives in the layout that the layer itself reads:
     * its preprocessor goes.
     *
     * @param layer which reads the one
     * @param from what it reads
     * @param to what it is to read
     * @throws IllegalArgumentException where there is no such layer, or it does not read that
     * @throws IllegalStateException where the network is a stack, in which a layer has one reader
     */
    public abstract void lead(String layer, String from, String to);

    /**
     * Removes a layer: what read it reads what it read, through its preprocessor where it has one. Sizes are the
     * caller's concern.
     *
     * @throws IllegalArgumentException where there is no such layer or it is an output
     */
    public abstract void remove(String layer);

    /**
     * Leads a skip connection around a run of layers.
     *
     * @throws IllegalArgumentException where a layer does not exist or a name is taken
     * @throws IllegalStateException where the network is a stack: only a remedy that {@code changesNetworkClass()} is
     *     given a graph
     */
    public abstract void bypass(Bypass bypass);

    /** What changes the layout of the layer's input before the layer sees it. */
    public abstract Optional<InputPreProcessor> preProcessor(String layer);

    /** Vertices without parameters, by name: what they do, and of what. Empty for a stack. */
    public abstract Map<String, String> vertices();

    /** Configurations of the vertices without parameters, by name, to be looked at. Empty for a stack. */
    public abstract Map<String, GraphVertex> plainVertices();

    /** Where back-propagation through time is truncated; empty where it goes through whole sequences. */
    public abstract Optional<Truncation> truncation();

    /** Truncates back-propagation through time. */
    public abstract void truncate(Truncation truncation);

    /** Names of the layers and vertices that read this one; empty for an output. */
    public abstract List<String> readers(String layer);

    /** The draft's layers, after the wiring has changed. */
    void rewired(List<LayerDraft> now) {
        layers = List.copyOf(now);
        List<String> names = layers.stream().map(LayerDraft::name).toList();
        redrawn.keySet().retainAll(names);
        values.keySet().retainAll(names);
    }

    /** Whether a layer reads one input of the network and nothing else. */
    public boolean readsInputAlone(LayerDraft layer) {
        return layer.inputs().size() <= 1
                && layer.inputs().stream().allMatch(input -> find(input).isEmpty());
    }

    /**
     * Which of the network's inputs a layer reads, from 0.
     *
     * @throws IllegalArgumentException where it does not {@linkplain #readsInputAlone read one alone}
     */
    public int inputOf(LayerDraft layer) {
        if (!readsInputAlone(layer)) {
            throw new IllegalArgumentException("layer " + layer + " does not read one of the network's inputs alone");
        }
        return layer.inputs().stream().mapToInt(inputs()::indexOf).findFirst().orElse(0);
    }

    /** Whether a layer that is inserted may have this name: no layer, vertex or input of the network has it. */
    public boolean isFree(String name) {
        return find(name).isEmpty()
                && !vertices().containsKey(name)
                && !inputs().contains(name)
                && !Holders.of(source).containsKey(name);
    }

    /** Names of the network's inputs; none of a stack, whose input has no name. */
    abstract List<String> inputs();

    /** A name that neither the draft nor the network it is made from has. */
    void requireFree(String name) {
        if (!isFree(name)) {
            throw new IllegalArgumentException(
                    "a layer \"" + name + "\" is there already: choose another name for the new one");
        }
    }

    Model source() {
        return source;
    }

    /** Whether it will be a graph, also where it is made from a stack. */
    public boolean isGraph() {
        return this instanceof GraphDraft;
    }

    /** {@code MultiLayerNetwork} or {@code ComputationGraph}. */
    public abstract String networkClass();

    /** The seed in the configuration. */
    public abstract long seed();

    /** The type of parameters and activations: HALF, FLOAT or DOUBLE. */
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
