package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.StackNames;

/**
 * The layers of a network as it is, no copy: what is edited takes effect in it. Only for settings that Deeplearning4j
 * reads when it needs them.
 */
public final class LiveLayers {
    private LiveLayers() {}

    /** Layers and vertices with updaters; their inputs are not told. */
    public static List<LayerDraft> of(Model model) {
        if (model instanceof MultiLayerNetwork stack) {
            return of(stack.getLayerWiseConfigurations());
        }
        return model instanceof ComputationGraph graph ? of(graph.getConfiguration()) : List.of();
    }

    static List<LayerDraft> of(MultiLayerConfiguration configuration) {
        List<String> names = StackNames.of(configuration);
        return IntStream.range(0, names.size())
                .mapToObj(i -> LayerDraft.of(names.get(i), List.of(), configuration.getConf(i)))
                .toList();
    }

    static List<LayerDraft> of(ComputationGraphConfiguration configuration) {
        List<LayerDraft> layers = new ArrayList<>();
        configuration.getVertices().forEach((name, vertex) -> {
            if (vertex instanceof LayerVertex layer) {
                layers.add(LayerDraft.of(name, List.of(), layer.getLayerConf()));
            } else if (vertex instanceof SameDiffVertex sameDiff) {
                layers.add(LayerDraft.of(name, List.of(), sameDiff));
            }
        });
        return layers;
    }
}
