package org.gradientdoctor.listeners.probe;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
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
        INDArray state = OwnUpdater.state(model);
        if (copy instanceof MultiLayerNetwork stack) {
            stack.getLayerWiseConfigurations().setBackpropType(BackpropType.Standard);
            if (state != null) {
                stack.getUpdater().setStateViewArray(stack, state, false);
            }
        } else {
            ComputationGraph graph = (ComputationGraph) copy;
            graph.getConfiguration().setBackpropType(BackpropType.Standard);
            if (state != null) {
                graph.getUpdater().setStateViewArray(state);
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

    /** Whether a network has neither dropout nor weight noise, so that any copy's loss can be compared. */
    static boolean isQuiet(Model model) {
        for (Layer layer : layers(model)) {
            if (layer.conf().getLayer().getIDropout() != null) {
                return false;
            }
            for (org.deeplearning4j.nn.conf.layers.Layer configuration :
                    LayerAnatomy.of(layer).directions()) {
                if (configuration.getIDropout() != null
                        || (configuration instanceof BaseLayer base && base.getWeightNoise() != null)) {
                    return false;
                }
            }
        }
        return true;
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
