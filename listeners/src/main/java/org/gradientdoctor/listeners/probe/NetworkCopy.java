package org.gradientdoctor.listeners.probe;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A copy of a network to make passes with: its own parameters and gradients, no listeners, no updater.
 *
 * <p>Not {@code clone()}: that asks the original for its updater, which makes one where there is none yet, and a graph's
 * clone shares the listeners and forgets the iteration count. Both share the layers inside wrappers.
 */
final class NetworkCopy {
    private NetworkCopy() {}

    /** Reseeds the calling thread's random state where the network's classes do. */
    static Model of(Model model) {
        return model instanceof MultiLayerNetwork stack ? of(stack) : of((ComputationGraph) model);
    }

    private static MultiLayerNetwork of(MultiLayerNetwork stack) {
        MultiLayerConfiguration configuration =
                stack.getLayerWiseConfigurations().clone();
        for (NeuralNetConfiguration layer : configuration.getConfs()) {
            OwnConfiguration.detach(layer.getLayer());
        }
        MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
        copy.init(stack.params().dup(), false);
        Layer[] layers = copy.getLayers();
        for (int i = 0; i < layers.length; i++) {
            if (stack.getLayer(i) instanceof FrozenLayer && !(layers[i] instanceof FrozenLayer)) {
                layers[i] = new FrozenLayer(layers[i]);
            }
            // The activations of one layer are read after the next has run: its dropout must not write over them.
            layers[i].allowInputModification(false);
        }
        copy.setLayers(layers);
        copy.initGradientsView();
        return copy;
    }

    private static ComputationGraph of(ComputationGraph graph) {
        ComputationGraphConfiguration original = graph.getConfiguration();
        ComputationGraphConfiguration configuration = original.clone();
        for (GraphVertex vertex : configuration.getVertices().values()) {
            if (vertex instanceof LayerVertex layer) {
                OwnConfiguration.detach(layer.getLayerConf().getLayer());
            }
        }
        // Parameters lie in topological order, and a saved graph keeps the one it was built with.
        configuration.setTopologicalOrder(original.getTopologicalOrder());
        configuration.setTopologicalOrderStr(original.getTopologicalOrderStr());
        configuration.setIterationCount(original.getIterationCount());
        configuration.setEpochCount(original.getEpochCount());
        ComputationGraph copy = new ComputationGraph(configuration);
        copy.init(graph.params().dup(), false);
        for (org.deeplearning4j.nn.graph.vertex.GraphVertex vertex : copy.getVertices()) {
            if (vertex.hasLayer() && graph.getVertex(vertex.getVertexName()).getLayer() instanceof FrozenLayer) {
                vertex.setLayerAsFrozen();
            }
            if (vertex.hasLayer()) {
                vertex.getLayer().allowInputModification(false);
            }
        }
        copy.initGradientsView();
        return copy;
    }
}
