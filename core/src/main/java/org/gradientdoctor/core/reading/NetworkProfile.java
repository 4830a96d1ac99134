package org.gradientdoctor.core.reading;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
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

    private static final int NONE = -1;

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
        int[] length = new int[layers.size()];
        int[] predecessor = new int[layers.size()];
        Map<String, Integer> earlier = new HashMap<>();
        int last = NONE;
        for (int i = 0; i < layers.size(); i++) {
            LayerProfile layer = layers.get(i);
            predecessor[i] = NONE;
            for (String input : layer.inputs()) {
                int candidate = earlier.getOrDefault(input, NONE);
                if (candidate != NONE && (predecessor[i] == NONE || length[candidate] > length[predecessor[i]])) {
                    predecessor[i] = candidate;
                }
            }
            length[i] = (predecessor[i] == NONE ? 0 : length[predecessor[i]]) + (layer.fanIn() > 0 ? 1 : 0);
            // Only now, so that a layer is never its own input, whatever it is called.
            earlier.put(layer.name(), i);
            boolean better = last == NONE || length[i] >= length[last];
            boolean output = last != NONE && layers.get(last).role() == LayerRole.OUTPUT;
            if (better && (layer.role() == LayerRole.OUTPUT || !output)) {
                last = i;
            }
        }
        Deque<LayerProfile> path = new ArrayDeque<>();
        for (int at = last; at != NONE; at = predecessor[at]) {
            path.addFirst(layers.get(at));
        }
        return List.copyOf(path);
    }
}
