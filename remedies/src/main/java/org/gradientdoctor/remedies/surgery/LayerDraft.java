package org.gradientdoctor.remedies.surgery;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * One layer of a {@link NetworkDraft}, or a vertex with parameters of its own: its configuration, to be edited, with
 * wrappers (frozen, bidirectional, last time step, time distributed, mask zero) already opened.
 */
public final class LayerDraft {
    private final String name;
    private final List<String> inputs;
    private final @Nullable NeuralNetConfiguration configuration;
    private final @Nullable SameDiffVertex vertex;

    private LayerDraft(
            String name,
            List<String> inputs,
            @Nullable NeuralNetConfiguration configuration,
            @Nullable SameDiffVertex vertex) {
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.configuration = configuration;
        this.vertex = vertex;
    }

    static LayerDraft of(String name, List<String> inputs, NeuralNetConfiguration configuration) {
        return new LayerDraft(name, inputs, configuration, null);
    }

    static LayerDraft of(String name, List<String> inputs, SameDiffVertex vertex) {
        return new LayerDraft(name, inputs, null, vertex);
    }

    /** As Deeplearning4j names it; an unnamed layer of a stack by its index. */
    public String name() {
        return name;
    }

    /**
     * Names of the layers or network inputs it reads from, through vertices that only combine or reshape; empty for the
     * first layer of a stack.
     */
    public List<String> inputs() {
        return inputs;
    }

    /** The layer's configuration, wrappers and all; null for a vertex. */
    public @Nullable Layer layer() {
        return configuration == null ? null : configuration.getLayer();
    }

    /**
     * The layer configurations inside all wrappers, to be edited in place: one, two for a bidirectional layer, none for
     * a vertex.
     */
    public List<Layer> cores() {
        return configuration == null ? List.of() : Wrapping.cores(configuration.getLayer());
    }

    /** The simple class name of the (first) core or of the vertex: {@code DenseLayer}. */
    public String type() {
        return vertex != null
                ? vertex.getClass().getSimpleName()
                : cores().get(0).getClass().getSimpleName();
    }

    /** Whether its parameters are kept from being trained. Remedies leave such layers alone. */
    public boolean isFrozen() {
        return configuration != null && Wrapping.isFrozen(configuration.getLayer());
    }

    /** Whether it has parameters. */
    public boolean hasParameters() {
        return parameters() > 0;
    }

    long parameters() {
        return vertex != null
                ? vertex.numParams(true)
                : Objects.requireNonNull(configuration).getLayer().initializer().numParams(configuration);
    }

    /** The updaters of its weights, to be edited in place; nothing shares them. Empty where it has none. */
    public List<IUpdater> weightUpdaters() {
        return updaters(BaseLayer::getIUpdater, AbstractSameDiffLayer::getUpdater, SameDiffVertex::getUpdater);
    }

    /** The updaters of its biases where they have their own, to be edited in place; nothing shares them. */
    public List<IUpdater> biasUpdaters() {
        return updaters(
                BaseLayer::getBiasUpdater, AbstractSameDiffLayer::getBiasUpdater, SameDiffVertex::getBiasUpdater);
    }

    /** Those of weights and of biases, to be edited in place. */
    public Stream<IUpdater> updaters() {
        return Stream.concat(weightUpdaters().stream(), biasUpdaters().stream());
    }

    private List<IUpdater> updaters(
            UpdaterOf<BaseLayer> ofBase,
            UpdaterOf<AbstractSameDiffLayer> ofSameDiff,
            UpdaterOf<SameDiffVertex> ofVertex) {
        Stream<@Nullable IUpdater> found = vertex != null
                ? Stream.of(ofVertex.get(vertex))
                : cores().stream()
                        .map(core -> core instanceof BaseLayer base
                                ? ofBase.get(base)
                                : core instanceof AbstractSameDiffLayer sameDiff ? ofSameDiff.get(sameDiff) : null);
        return found.filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    }

    @Nullable
    SameDiffVertex vertex() {
        return vertex;
    }

    @Nullable
    NeuralNetConfiguration configuration() {
        return configuration;
    }

    /** Its updaters and penalties, to be replaced. */
    public LayerTraining training() {
        return new LayerTraining(this);
    }

    /** What its configuration is compared by: the layer or the vertex. */
    Object compared() {
        return vertex != null ? vertex : Objects.requireNonNull(layer());
    }

    @Override
    public String toString() {
        return name + " (" + type() + ")";
    }

    /** Where a kind of layer keeps one of its updaters. */
    @FunctionalInterface
    private interface UpdaterOf<T> {
        @Nullable
        IUpdater get(T holder);
    }
}
