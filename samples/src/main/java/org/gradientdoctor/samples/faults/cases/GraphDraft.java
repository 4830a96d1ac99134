package org.gradientdoctor.samples.faults.cases;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.gradientdoctor.samples.data.Split;

/** A graph in the making, with what a plan says of every layer. Each method returns the name of what it added. */
final class GraphDraft {
    static final String INPUT = "input";

    private final Plan plan;
    private final GraphBuilder graph;
    private int hidden;

    GraphDraft(Plan plan, Split data, long seed) {
        this.plan = plan;
        this.graph = Configurations.common(plan, seed)
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(Configurations.input(data))
                .validateOutputLayerConfig(false);
    }

    /** Adds a layer with weights, normalized, dropped and frozen as the plan has it. */
    String hidden(String name, FeedForwardLayer layer, String from) {
        Configurations.hidden(plan, layer, hidden);
        String last = add(name, layer, from);
        if (plan.normalized) {
            String normalized = add(name + "normalized", new BatchNormalization(), last);
            last = add(name + "activated", new ActivationLayer(plan.activation), normalized);
        }
        hidden++;
        return last;
    }

    /** Adds a layer as it is, frozen if it is among the lowest. */
    String add(String name, Layer layer, String from) {
        graph.addLayer(name, Configurations.frozen(plan, layer, hidden), from);
        return name;
    }

    String sum(String name, String... of) {
        graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), of);
        return name;
    }

    String merge(String name, String... of) {
        graph.addVertex(name, new MergeVertex(), of);
        return name;
    }

    /** Adds the last layer and builds. */
    ComputationGraph end(String from, Split data) {
        graph.addLayer("output", Configurations.output(plan, data), from).setOutputs("output");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }
}
