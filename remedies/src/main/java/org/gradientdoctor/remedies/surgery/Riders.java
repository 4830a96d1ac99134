package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.gradientdoctor.remedies.clipping.AdaptiveClipping;
import org.gradientdoctor.remedies.clipping.GlobalNormClipping;

/**
 * Listeners that are a part of a treatment, one of each class. Unlike those of the user, which belong to a run, they go
 * along when a treated network is treated again.
 */
final class Riders {
    private final Map<Class<?>, TrainingListener> riders = new LinkedHashMap<>();

    static Riders of(Model model) {
        Riders found = new Riders();
        Collection<TrainingListener> listeners = model instanceof MultiLayerNetwork stack
                ? stack.getListeners()
                : model instanceof ComputationGraph graph ? graph.getListeners() : List.of();
        for (TrainingListener listener : listeners) {
            // Without state, so that both networks may have the same.
            if (listener instanceof GlobalNormClipping || listener instanceof AdaptiveClipping) {
                found.put(listener);
            }
        }
        return found;
    }

    /** In place of one of its class. */
    void put(TrainingListener listener) {
        riders.put(listener.getClass(), listener);
    }

    List<TrainingListener> all() {
        return new ArrayList<>(riders.values());
    }

    void mount(Model treated) {
        if (!riders.isEmpty()) {
            treated.setListeners(riders.values());
        }
    }
}
