package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.ReshapeVertex;
import org.deeplearning4j.nn.graph.vertex.impl.StackVertex;
import org.deeplearning4j.nn.graph.vertex.impl.UnstackVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The way through a graph. */
final class GraphRoute extends Route {
    private final ComputationGraph graph;
    private final List<Integer> outputs = new ArrayList<>();

    GraphRoute(ComputationGraph graph) {
        super(graph.getConfiguration().getNetworkInputs(), stations(graph));
        this.graph = graph;
        for (String name : graph.getConfiguration().getNetworkOutputs()) {
            for (int i = 0; i < stations().size(); i++) {
                if (stations().get(i).name().equals(name) && stations().get(i).output() != null) {
                    outputs.add(i);
                }
            }
        }
    }

    private static List<Station> stations(ComputationGraph graph) {
        int inputs = graph.getConfiguration().getNetworkInputs().size();
        int[] order = graph.topologicalSortOrder();
        int[] positions = new int[order.length];
        int next = inputs;
        for (int vertex : order) {
            // Input vertices have the first indices, in the order of the inputs.
            positions[vertex] = graph.getVertices()[vertex].isInputVertex() ? vertex : next++;
        }
        List<Station> stations = new ArrayList<>();
        for (int index : order) {
            GraphVertex vertex = graph.getVertices()[index];
            if (!vertex.isInputVertex()) {
                List<Integer> sources = new ArrayList<>();
                for (VertexIndices source : vertex.getInputVertices()) {
                    sources.add(positions[source.getVertexIndex()]);
                }
                stations.add(new VertexStation(vertex, List.copyOf(sources)));
            }
        }
        return stations;
    }

    @Override
    List<Integer> outputs() {
        return outputs;
    }

    @Override
    int labelArrays() {
        return graph.getConfiguration().getNetworkOutputs().size();
    }

    @Override
    int labelOf(int station) {
        return graph.getConfiguration()
                .getNetworkOutputs()
                .indexOf(stations().get(station).name());
    }

    @Override
    void load(ProbeBatch batch) {
        INDArray[] features = new INDArray[inputs().size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = batch.feature(i);
        }
        graph.setInputs(features);
        graph.setLayerMaskArrays(
                batch.masksFeatures() ? batch.featureMasks() : null, batch.masksLabels() ? batch.labelMasks() : null);
        for (int station : outputs) {
            output(station).setLabels(batch.label(labelOf(station)));
        }
    }

    private IOutputLayer output(int station) {
        IOutputLayer output = stations().get(station).output();
        if (output == null) {
            throw new IllegalStateException("station " + station + " was an output when the route was laid");
        }
        return output;
    }

    @Override
    void prepareScore(ProbeBatch batch) {
        for (int station : outputs) {
            output(station).setMaskArray(batch.labelMask(labelOf(station)));
        }
    }

    @Override
    double regularization() {
        return graph.calcRegularizationScore(true);
    }

    @Override
    boolean changesRows() {
        return Arrays.stream(graph.getVertices())
                .anyMatch(vertex -> vertex instanceof StackVertex
                        || vertex instanceof UnstackVertex
                        || vertex instanceof ReshapeVertex);
    }

    @Override
    void clear() {
        for (GraphVertex vertex : graph.getVertices()) {
            vertex.clear();
            if (vertex.hasLayer()) {
                vertex.getLayer().clearNoiseWeightParams();
            }
        }
        graph.clearLayerMaskArrays();
    }
}
