package org.gradientdoctor.remedies.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;

/** The listeners of either network class. */
final class TrainingListeners {
    private TrainingListeners() {}

    /** A copy of the list: Deeplearning4j hands out its own, and setting that again empties it. */
    static List<TrainingListener> of(Model network) {
        Collection<TrainingListener> listeners = network instanceof ComputationGraph graph
                ? graph.getListeners()
                : ((MultiLayerNetwork) network).getListeners();
        return listeners == null ? List.of() : new ArrayList<>(listeners);
    }

    static void remove(Model network, TrainingListener listener) {
        List<TrainingListener> others = new ArrayList<>(of(network));
        others.remove(listener);
        network.setListeners(others);
    }
}
