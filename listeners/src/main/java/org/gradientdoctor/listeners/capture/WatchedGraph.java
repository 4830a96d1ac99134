package org.gradientdoctor.listeners.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link ComputationGraph} under watch. */
final class WatchedGraph extends WatchedNetwork {
    private final ComputationGraph graph;

    WatchedGraph(ComputationGraph graph) {
        super(graph, layers(graph), outputs(graph));
        this.graph = graph;
    }

    private static List<WatchedLayer> layers(ComputationGraph graph) {
        ProfileCapture capture = new ProfileCapture();
        List<WatchedLayer> watched = new ArrayList<>();
        Map<String, List<String>> inputs = graph.getConfiguration().getVertexInputs();
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            String name = vertex.getVertexName();
            if (vertex.isInputVertex()) {
                continue;
            }
            List<String> from = inputs.getOrDefault(name, List.of());
            List<WatchedLayer> below = watched.stream()
                    .filter(layer -> from.contains(layer.name()))
                    .toList();
            watched.add(
                    vertex.hasLayer()
                            ? capture.layer(name, name, vertex.getLayer(), from, below, consumers(graph, name))
                            : capture.vertex(name, vertex, from, below));
        }
        return watched;
    }

    /** The layers that read from a vertex; none as soon as one of its readers is no layer. */
    private static List<Layer> consumers(ComputationGraph graph, String name) {
        List<Layer> consumers = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry :
                graph.getConfiguration().getVertexInputs().entrySet()) {
            if (entry.getValue().contains(name)) {
                GraphVertex reader = graph.getVertex(entry.getKey());
                if (!reader.hasLayer()) {
                    return List.of();
                }
                consumers.add(reader.getLayer());
            }
        }
        return consumers;
    }

    private static List<IOutputLayer> outputs(ComputationGraph graph) {
        List<IOutputLayer> outputs = new ArrayList<>();
        for (String name : graph.getConfiguration().getNetworkOutputs()) {
            GraphVertex vertex = graph.getVertex(name);
            if (vertex.hasLayer() && LayerAnatomy.of(vertex.getLayer()).running() instanceof IOutputLayer output) {
                outputs.add(output);
            }
        }
        return outputs;
    }

    @Override
    INDArray flatGradient() {
        return graph.getGradientsViewArray();
    }

    @Override
    List<INDArray> inputs() {
        return present(graph.getInputs());
    }

    @Override
    List<@Nullable INDArray> inputMasks() {
        INDArray[] masks = graph.getInputMaskArrays();
        return masks == null ? List.of() : Arrays.asList(masks);
    }

    @Override
    List<String> inputNames() {
        return graph.getConfiguration().getNetworkInputs();
    }

    @Override
    List<WatchedLayer> readersOf(String input) {
        return layers().stream()
                .filter(layer -> layer.profile().inputs().contains(input))
                .toList();
    }

    @Override
    @Nullable
    INDArray activation(Forward forward, int layer) {
        Map<String, INDArray> map = forward.map();
        return map == null ? null : map.get(layers().get(layer).name());
    }
}
