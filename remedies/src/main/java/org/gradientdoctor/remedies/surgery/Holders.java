package org.gradientdoctor.remedies.surgery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.StackNames;

/**
 * What holds parameters in a network, by the name its {@link LayerDraft} has. Parameters are found by name and key only:
 * the flat array of a graph follows its topological order, which an edit may change.
 */
final class Holders {
    private Holders() {}

    static Map<String, Trainable> of(Model model) {
        Map<String, Trainable> holders = new LinkedHashMap<>();
        if (model instanceof MultiLayerNetwork stack) {
            List<String> names = StackNames.of(stack.getLayerWiseConfigurations());
            Layer[] layers = stack.getLayers();
            for (int i = 0; i < layers.length; i++) {
                holders.put(names.get(i), layers[i]);
            }
        } else if (model instanceof ComputationGraph graph) {
            for (GraphVertex vertex : graph.getVertices()) {
                if (vertex.numParams() > 0) {
                    holders.put(vertex.getVertexName(), vertex);
                }
            }
        }
        return holders;
    }
}
