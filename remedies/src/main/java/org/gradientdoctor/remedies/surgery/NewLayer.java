package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Makes the configuration of a layer that joins an existing network. What Deeplearning4j's builder would have filled in
 * from its global settings comes from the nearest layer that has it, and is plain where it says something of that layer
 * only: no dropout, no regularization, no clipping, no constraint.
 */
final class NewLayer {
    private NewLayer() {}

    /**
     * @param model the configuration beside which it will stand: for seed, data type and kind of minibatch
     * @param neighbors layers of the network, nearest first
     */
    static NeuralNetConfiguration of(
            Layer layer, String name, NeuralNetConfiguration model, List<LayerDraft> neighbors) {
        layer.setLayerName(name);
        Wrapping.cores(layer).stream()
                .filter(BaseLayer.class::isInstance)
                .forEach(core -> complete((BaseLayer) core, neighbors));
        NeuralNetConfiguration configuration = model.clone();
        configuration.clearVariables();
        configuration.setLayer(layer);
        return configuration;
    }

    private static void complete(BaseLayer layer, List<LayerDraft> neighbors) {
        if (layer.getIUpdater() == null) {
            layer.setIUpdater(neighbors.stream()
                    .filter(neighbor -> !neighbor.isFrozen())
                    .flatMap(neighbor -> neighbor.weightUpdaters().stream())
                    .findFirst()
                    .map(IUpdater::clone)
                    .orElseGet(Sgd::new));
        }
        if (layer.getBiasUpdater() == null) {
            neighbors.stream()
                    .filter(neighbor ->
                            !neighbor.isFrozen() && !neighbor.weightUpdaters().isEmpty())
                    .findFirst()
                    .flatMap(neighbor -> neighbor.biasUpdaters().stream().findFirst())
                    .ifPresent(updater -> layer.setBiasUpdater(updater.clone()));
        }
        if (layer.getActivationFn() == null) {
            layer.setActivationFn(new ActivationIdentity());
        }
        if (layer.getWeightInitFn() == null) {
            layer.setWeightInitFn(new WeightInitXavier());
        }
        if (Double.isNaN(layer.getBiasInit())) {
            layer.setBiasInit(0);
        }
        if (Double.isNaN(layer.getGainInit())) {
            layer.setGainInit(1);
        }
        if (layer.getGradientNormalization() == null) {
            layer.setGradientNormalization(GradientNormalization.None);
        }
        if (Double.isNaN(layer.getGradientNormalizationThreshold())) {
            layer.setGradientNormalizationThreshold(1);
        }
        if (layer.getRegularization() == null) {
            layer.setRegularization(new ArrayList<>());
        }
        if (layer.getRegularizationBias() == null) {
            layer.setRegularizationBias(new ArrayList<>());
        }
    }
}
