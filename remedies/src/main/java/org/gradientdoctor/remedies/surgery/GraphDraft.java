package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The draft of a {@link ComputationGraph}. */
final class GraphDraft extends NetworkDraft {
    private final ComputationGraphConfiguration configuration;

    GraphDraft(ComputationGraph graph) {
        this(graph, ConfigurationCopy.of(graph), order(graph));
    }

    /** Of a stack that is to become a graph. */
    GraphDraft(Model source, ComputationGraphConfiguration configuration) {
        this(source, configuration, Wiring.order(configuration));
    }

    private GraphDraft(Model source, ComputationGraphConfiguration configuration, List<String> order) {
        super(source, layers(configuration, order));
        this.configuration = configuration;
    }

    private static List<String> order(ComputationGraph graph) {
        org.deeplearning4j.nn.graph.vertex.GraphVertex[] vertices = graph.getVertices();
        List<String> order = new ArrayList<>();
        for (int index : graph.topologicalSortOrder()) {
            order.add(vertices[index].getVertexName());
        }
        return order;
    }

    private static List<LayerDraft> layers(ComputationGraphConfiguration configuration, List<String> order) {
        List<LayerDraft> layers = new ArrayList<>();
        for (String name : order) {
            List<String> inputs = inputs(configuration, name);
            GraphVertex vertex = configuration.getVertices().get(name);
            if (vertex instanceof LayerVertex layer) {
                layers.add(LayerDraft.of(name, inputs, layer.getLayerConf()));
            } else if (vertex instanceof SameDiffVertex sameDiff) {
                layers.add(LayerDraft.of(name, inputs, sameDiff));
            }
        }
        return layers;
    }

    /** What a vertex reads, through vertices that only combine or reshape. */
    private static List<String> inputs(ComputationGraphConfiguration configuration, String name) {
        Set<String> inputs = new LinkedHashSet<>();
        for (String input : configuration.getVertexInputs().getOrDefault(name, List.of())) {
            GraphVertex vertex = configuration.getVertices().get(input);
            if (vertex == null || vertex instanceof LayerVertex || vertex instanceof SameDiffVertex) {
                inputs.add(input);
            } else {
                inputs.addAll(inputs(configuration, input));
            }
        }
        return List.copyOf(inputs);
    }

    @Override
    public void replace(String layer, Layer replacement) {
        LayerVertex vertex = vertex(layer);
        replacement.setLayerName(layer);
        vertex.getLayerConf().setLayer(replacement);
        vertex.getLayerConf().clearVariables();
        rewired();
    }

    @Override
    public void insertAfter(String layer, String name, Layer inserted, @Nullable InputPreProcessor preProcessor) {
        LayerVertex before = vertex(layer);
        requireFree(name);
        requireHidden(layer, "nothing is inserted behind it");
        Wiring.lead(configuration, layer, name);
        add(name, inserted, before, layer, preProcessor);
        rewired();
    }

    @Override
    public void insertBefore(String layer, String name, Layer inserted, @Nullable InputPreProcessor preProcessor) {
        LayerVertex behind = vertex(layer);
        requireFree(name);
        List<String> read = Wiring.inputs(configuration, layer);
        if (read.size() != 1) {
            throw new IllegalArgumentException(
                    "layer \"" + layer + "\" reads " + read + ", and one layer is inserted in front of one only");
        }
        add(
                name,
                inserted,
                behind,
                nearest(layer),
                read.get(0),
                PreProcessors.inTurn(behind.getPreProcessor(), preProcessor));
        behind.setPreProcessor(null);
        configuration.getVertexInputs().put(layer, List.of(name));
        rewired();
    }

    @Override
    public void lead(String layer, String from, String to) {
        LayerVertex led = vertex(layer);
        layer(to);
        if (!Wiring.inputs(configuration, layer).contains(from)) {
            throw new IllegalArgumentException("layer \"" + layer + "\" does not read \"" + from + "\" but "
                    + Wiring.inputs(configuration, layer));
        }
        Wiring.replaceInput(configuration, layer, from, to);
        led.setPreProcessor(null);
        rewired();
    }

    private void add(
            String name, Layer layer, LayerVertex beside, String input, @Nullable InputPreProcessor preProcessor) {
        add(name, layer, beside, nearest(input), input, preProcessor);
    }

    private void add(
            String name,
            Layer layer,
            LayerVertex beside,
            List<LayerDraft> neighbors,
            String input,
            @Nullable InputPreProcessor preProcessor) {
        NeuralNetConfiguration made = NewLayer.of(layer, name, beside.getLayerConf(), neighbors);
        configuration.getVertices().put(name, new LayerVertex(made, preProcessor));
        configuration.getVertexInputs().put(name, List.of(input));
    }

    @Override
    public void remove(String layer) {
        LayerVertex removed = vertex(layer);
        requireHidden(layer, "it is not removed");
        String input = Wiring.inputs(configuration, layer).get(0);
        for (String reader : readers(layer)) {
            if (Wiring.inputs(configuration, reader).contains(input)) {
                throw new IllegalArgumentException(
                        "layer \"" + layer + "\" is all there is on its branch: without it \"" + reader
                                + "\" would read \"" + input + "\" twice; remove the skip around it first");
            }
        }
        @Nullable InputPreProcessor preProcessor = removed.getPreProcessor();
        for (String reader : readers(layer)) {
            String from = input;
            if (preProcessor != null && configuration.getVertices().get(reader) instanceof LayerVertex next) {
                next.setPreProcessor(PreProcessors.inTurn(preProcessor, next.getPreProcessor()));
            } else if (preProcessor != null) {
                from = layer + "-layout";
                configuration.getVertices().put(from, new PreprocessorVertex(preProcessor));
                configuration.getVertexInputs().put(from, List.of(input));
            }
            Wiring.replaceInput(configuration, reader, layer, from);
        }
        configuration.getVertices().remove(layer);
        configuration.getVertexInputs().remove(layer);
        rewired();
    }

    @Override
    public void bypass(Bypass bypass) {
        LayerVertex last = vertex(bypass.last());
        LayerVertex first = vertex(bypass.first());
        requireFree(bypass.name());
        requireHidden(bypass.last(), "no skip ends there");
        String start = Wiring.inputs(configuration, bypass.first()).get(0);
        Wiring.lead(configuration, bypass.last(), bypass.name());
        String branch = bypass.last();
        if (bypass.branchScale() != 1) {
            configuration.getVertices().put(bypass.name() + "-scale", new ScaleVertex(bypass.branchScale()));
            configuration.getVertexInputs().put(bypass.name() + "-scale", List.of(branch));
            branch = bypass.name() + "-scale";
        }
        if (bypass.branch().isPresent()) {
            add(bypass.name() + "-branch", bypass.branch().get(), last, branch, null);
            branch = bypass.name() + "-branch";
        }
        if (bypass.skip().isPresent()) {
            add(bypass.name() + "-skip", bypass.skip().get(), first, start, null);
            start = bypass.name() + "-skip";
        }
        configuration.getVertices().put(bypass.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add));
        configuration.getVertexInputs().put(bypass.name(), List.of(branch, start));
        rewired();
    }

    private LayerVertex vertex(String name) {
        layer(name);
        if (configuration.getVertices().get(name) instanceof LayerVertex vertex) {
            return vertex;
        }
        throw new IllegalArgumentException("\"" + name + "\" is a vertex of its own kind, which surgery leaves alone:"
                + " name a layer of this ComputationGraph");
    }

    private void requireHidden(String layer, String therefore) {
        if (configuration.getNetworkOutputs().contains(layer)) {
            throw new IllegalArgumentException("layer \"" + layer + "\" is an output of this ComputationGraph, and "
                    + therefore + ": name a hidden layer");
        }
    }

    /** The layer itself, those before it, and then those behind. */
    private List<LayerDraft> nearest(String name) {
        int place = 0;
        for (int i = 0; i < layers().size(); i++) {
            if (layers().get(i).name().equals(name)) {
                place = i;
            }
        }
        List<LayerDraft> before = new ArrayList<>(layers().subList(0, place + 1));
        Collections.reverse(before);
        return Stream.concat(before.stream(), layers().stream().skip(place + 1L))
                .toList();
    }

    /** The order that Deeplearning4j keeps is of the old wiring. */
    private void rewired() {
        configuration.setTopologicalOrder(null);
        configuration.setTopologicalOrderStr(null);
        rewired(layers(configuration, Wiring.order(configuration)));
    }

    @Override
    public Optional<InputPreProcessor> preProcessor(String layer) {
        layer(layer);
        return configuration.getVertices().get(layer) instanceof LayerVertex vertex
                ? Optional.ofNullable(vertex.getPreProcessor())
                : Optional.empty();
    }

    @Override
    List<String> inputs() {
        return configuration.getNetworkInputs();
    }

    @Override
    public Map<String, String> vertices() {
        Map<String, String> found = new LinkedHashMap<>();
        plainVertices().forEach((name, vertex) -> {
            String what = vertex instanceof ElementWiseVertex combined
                    ? combined.getOp().toString()
                    : vertex instanceof ScaleVertex scale
                            ? "Scale by " + scale.getScaleFactor()
                            : vertex.getClass().getSimpleName();
            found.put(
                    name,
                    what + " of "
                            + String.join(", ", configuration.getVertexInputs().getOrDefault(name, List.of())));
        });
        return found;
    }

    @Override
    public Map<String, GraphVertex> plainVertices() {
        Map<String, GraphVertex> found = new LinkedHashMap<>();
        configuration.getVertices().forEach((name, vertex) -> {
            if (!(vertex instanceof LayerVertex) && !(vertex instanceof SameDiffVertex)) {
                found.put(name, vertex);
            }
        });
        return found;
    }

    @Override
    public Optional<Truncation> truncation() {
        return configuration.getBackpropType() == BackpropType.TruncatedBPTT
                ? Optional.of(new Truncation(configuration.getTbpttFwdLength(), configuration.getTbpttBackLength()))
                : Optional.empty();
    }

    @Override
    public void truncate(Truncation truncation) {
        configuration.setBackpropType(BackpropType.TruncatedBPTT);
        configuration.setTbpttFwdLength(truncation.forward());
        configuration.setTbpttBackLength(truncation.backward());
    }

    @Override
    public List<String> readers(String layer) {
        return Wiring.readers(configuration, layer);
    }

    @Override
    public String networkClass() {
        return source() instanceof ComputationGraph ? "ComputationGraph" : "MultiLayerNetwork";
    }

    @Override
    public long seed() {
        return configuration.getDefaultConfiguration().getSeed();
    }

    @Override
    public DataType dataType() {
        return configuration.getDataType();
    }

    @Override
    public int iterations() {
        return configuration.getIterationCount();
    }

    @Override
    public int epochs() {
        return configuration.getEpochCount();
    }

    @Override
    Model assemble() {
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    @Override
    NetworkDraft copyOfConfiguration(Model source) {
        return new GraphDraft(
                source,
                ComputationGraphConfiguration.fromJson(configuration.toJson()),
                layers().stream().map(LayerDraft::name).toList());
    }
}
