package org.gradientdoctor.core.reading;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What layers there are: the network without its parameters.
 *
 * @param networkClass simple class name: {@code MultiLayerNetwork} or {@code ComputationGraph}
 * @param dataType {@code FLOAT}, {@code DOUBLE} or {@code HALF}
 * @param loss the loss of the (first) output layer
 * @param outputActivation name of its activation function
 * @param layers in topological order, inputs first
 */
public record NetworkProfile(
        String networkClass, String dataType, LossFamily loss, String outputActivation, List<LayerProfile> layers)
        implements Serializable {

    public NetworkProfile {
        layers = List.copyOf(layers);
    }

    public Optional<LayerProfile> layer(String name) {
        return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
    }

    /** Position of the layer in {@link #layers()}, or -1. */
    public int indexOf(String name) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    public long parameters() {
        return layers.stream().mapToLong(LayerProfile::parameters).sum();
    }

    public List<LayerProfile> trainable() {
        return layers.stream().filter(LayerProfile::isTrainable).toList();
    }

    /**
     * The longest path from an input to an output, in layers with weights: the way on which the error signal has the
     * most factors. For a stack this is the stack; a graph's skips are shorter than the branch they bypass, so the
     * branch is on the path.
     */
    public List<LayerProfile> longestPath() {
        Map<String, Integer> length = new HashMap<>();
        Map<String, String> predecessor = new HashMap<>();
        Map<String, LayerProfile> byName = new HashMap<>();
        LayerProfile last = null;
        for (LayerProfile layer : layers) {
            byName.put(layer.name(), layer);
            int longest = 0;
            for (String input : layer.inputs()) {
                int candidate = length.getOrDefault(input, 0);
                if (byName.containsKey(input) && (candidate > longest || !predecessor.containsKey(layer.name()))) {
                    longest = Math.max(longest, candidate);
                    predecessor.put(layer.name(), input);
                }
            }
            length.put(layer.name(), longest + (layer.fanIn() > 0 ? 1 : 0));
            boolean better =
                    last == null || length.getOrDefault(layer.name(), 0) >= length.getOrDefault(last.name(), 0);
            if (better && (layer.role() == LayerRole.OUTPUT || last == null || last.role() != LayerRole.OUTPUT)) {
                last = layer;
            }
        }
        List<LayerProfile> path = new ArrayList<>();
        for (LayerProfile at = last; at != null; at = byName.get(predecessor.getOrDefault(at.name(), ""))) {
            path.add(0, at);
        }
        return path;
    }
}
