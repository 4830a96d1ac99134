package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.buffer.DataType;

/** The draft of a {@link ComputationGraph}. */
final class GraphDraft extends NetworkDraft {
    private final ComputationGraphConfiguration configuration;

    GraphDraft(ComputationGraph graph) {
        this(
                graph,
                ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson()),
                order(graph));
    }

    private GraphDraft(Model source, ComputationGraphConfiguration configuration, List<String> order) {
        super(source, layers(configuration, order));
        this.configuration = configuration;
    }

    private static List<String> order(ComputationGraph graph) {
        GraphVertex[] vertices = graph.getVertices();
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
            org.deeplearning4j.nn.conf.graph.GraphVertex vertex =
                    configuration.getVertices().get(name);
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
            org.deeplearning4j.nn.conf.graph.GraphVertex vertex =
                    configuration.getVertices().get(input);
            if (vertex == null || vertex instanceof LayerVertex || vertex instanceof SameDiffVertex) {
                inputs.add(input);
            } else {
                inputs.addAll(inputs(configuration, input));
            }
        }
        return List.copyOf(inputs);
    }

    @Override
    public String networkClass() {
        return "ComputationGraph";
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
