package org.gradientdoctor.listeners.probe;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/** Which models can be probed. */
final class ProbedModels {
    private ProbedModels() {}

    /**
     * @throws IllegalArgumentException if the model is null, of another class or without parameters
     * @throws IllegalStateException if it is not initialized
     */
    static Model requireReady(@Nullable Model model) {
        if (model == null) {
            throw new IllegalArgumentException(
                    "the model is null: give an initialized MultiLayerNetwork or ComputationGraph");
        }
        boolean initialized;
        if (model instanceof MultiLayerNetwork stack) {
            initialized = stack.isInitCalled();
        } else if (model instanceof ComputationGraph graph) {
            initialized = graph.getVertices() != null;
        } else {
            throw new IllegalArgumentException("a " + model.getClass().getSimpleName()
                    + " can't be probed: give a MultiLayerNetwork or a ComputationGraph");
        }
        if (!initialized) {
            throw new IllegalStateException("the " + model.getClass().getSimpleName()
                    + " is not initialized and has no parameters yet: call init() first");
        }
        if (model.params().length() == 0) {
            throw new IllegalArgumentException(
                    "the network has no parameters, so there is nothing to train and nothing to probe");
        }
        return model;
    }
}
