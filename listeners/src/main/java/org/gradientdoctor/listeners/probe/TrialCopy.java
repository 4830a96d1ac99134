package org.gradientdoctor.listeners.probe;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A copy of a network to train a few steps: with its updater's state, without dropout and weight noise, so that the loss
 * before and after a step can be compared, and in one piece where training would truncate sequences.
 */
final class TrialCopy {
    private TrialCopy() {}

    /** Reseeds the calling thread's random state, as {@link NetworkCopy} does. */
    static Model of(Model model) {
        Model copy = NetworkCopy.of(model);
        for (Layer layer : layers(copy)) {
            silence(layer);
        }
        if (copy instanceof MultiLayerNetwork stack) {
            stack.getLayerWiseConfigurations().setBackpropType(BackpropType.Standard);
            Updater updater = ((MultiLayerNetwork) model).getUpdater(false);
            if (updater != null && hasState(updater.getStateViewArray())) {
                stack.getUpdater()
                        .setStateViewArray(stack, updater.getStateViewArray().dup(), false);
            }
        } else {
            ComputationGraph graph = (ComputationGraph) copy;
            graph.getConfiguration().setBackpropType(BackpropType.Standard);
            ComputationGraphUpdater updater = ((ComputationGraph) model).getUpdater(false);
            if (updater != null && hasState(updater.getStateViewArray())) {
                graph.getUpdater().setStateViewArray(updater.getStateViewArray().dup());
            }
        }
        return copy;
    }

    /** The same without regularization terms either. */
    static Model withoutRegularization(Model model) {
        Model copy = of(model);
        for (Layer layer : layers(copy)) {
            for (org.deeplearning4j.nn.conf.layers.Layer configuration :
                    LayerAnatomy.of(layer).directions()) {
                if (configuration instanceof BaseLayer base) {
                    base.setRegularization(List.of());
                    base.setRegularizationBias(List.of());
                }
            }
        }
        return copy;
    }

    private static boolean hasState(@Nullable INDArray state) {
        return state != null && state.length() > 0;
    }

    private static Layer[] layers(Model copy) {
        return copy instanceof MultiLayerNetwork stack ? stack.getLayers() : ((ComputationGraph) copy).getLayers();
    }

    /** Wrappers may carry a dropout of their own. */
    @SuppressWarnings("NullAway") // Without is null.
    private static void silence(Layer layer) {
        layer.conf().getLayer().setIDropout(null);
        for (org.deeplearning4j.nn.conf.layers.Layer configuration :
                LayerAnatomy.of(layer).directions()) {
            configuration.setIDropout(null);
            if (configuration instanceof BaseLayer base) {
                base.setWeightNoise(null);
            }
        }
    }
}
