package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Which vertex of a graph reads which, and how to change that. */
final class Wiring {
    private Wiring() {}

    /** Names of vertices, each behind all it reads; inputs of the network are not among them. */
    static List<String> order(ComputationGraphConfiguration graph) {
        List<String> order = new ArrayList<>();
        Set<String> done = new HashSet<>(graph.getNetworkInputs());
        List<String> left = new ArrayList<>(graph.getVertices().keySet());
        while (!left.isEmpty()) {
            String next = left.stream()
                    .filter(name -> done.containsAll(graph.getVertexInputs().getOrDefault(name, List.of())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the graph has a cycle among " + left));
            left.remove(next);
            done.add(next);
            order.add(next);
        }
        return order;
    }

    /** What a vertex reads. */
    static List<String> inputs(ComputationGraphConfiguration graph, String name) {
        return graph.getVertexInputs().getOrDefault(name, List.of());
    }

    static List<String> readers(ComputationGraphConfiguration graph, String name) {
        List<String> readers = new ArrayList<>();
        graph.getVertexInputs().forEach((reader, inputs) -> {
            if (inputs.contains(name)) {
                readers.add(reader);
            }
        });
        return readers;
    }

    /** Whatever reads the one will read the other. */
    static void lead(ComputationGraphConfiguration graph, String from, String to) {
        for (String reader : readers(graph, from)) {
            replaceInput(graph, reader, from, to);
        }
    }

    static void replaceInput(ComputationGraphConfiguration graph, String reader, String from, String to) {
        List<String> inputs = new ArrayList<>(inputs(graph, reader));
        inputs.replaceAll(input -> input.equals(from) ? to : input);
        graph.getVertexInputs().put(reader, inputs);
    }
}
