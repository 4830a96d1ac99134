package org.gradientdoctor.samples.faults.repair;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Position;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Layers of a network that are trained, by what can be done to them without any diagnosis. */
record HiddenLayers(NetworkDraft draft) {

    static HiddenLayers of(Model network) {
        return new HiddenLayers(Surgery.examine(network));
    }

    List<String> names(Predicate<LayerDraft> can) {
        return draft.layers().stream()
                .filter(layer -> !layer.isFrozen() && can.test(layer))
                .map(LayerDraft::name)
                .toList();
    }

    List<String> names(BiPredicate<NetworkDraft, LayerDraft> can) {
        return names(layer -> can.test(draft, layer));
    }

    /** With an activation that can be swapped; recurrent ones keep theirs. */
    List<String> swappable() {
        return names(layer -> SwapActivation.canSwap(layer)
                && layer.cores().stream().noneMatch(BaseRecurrentLayer.class::isInstance)
                && !(activation(layer) instanceof ActivationIdentity));
    }

    /** Without batch normalization yet, and of a kind that can have it. */
    List<String> normalizable() {
        return names(layer -> InsertBatchNormalization.canNormalize(draft, layer, Position.BEFORE_ACTIVATION));
    }

    List<String> clippable() {
        return names(ClipGradients::canClip);
    }

    /** The same rate for all whose updater can be changed. */
    Map<String, LayerRate> updated(double rate) {
        return forEach(names(ChangeUpdater::canChange), LayerRate.of(rate));
    }

    /** Present rates times a factor. */
    Map<String, LayerRate> rates(double factor) {
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        for (String name : names(ReduceLearningRate::hasRate)) {
            LayerRate present = LayerRate.current(draft, draft.layer(name));
            rates.put(name, new LayerRate(factor * present.weights(), factor * present.biases()));
        }
        return rates;
    }

    /** How weights are to be drawn for their present activations. */
    Map<String, Initialization> drawn() {
        return drawnFor(swappable().stream()
                .map(name -> activation(draft.layer(name)))
                .findFirst()
                .orElseGet(ActivationReLU::new));
    }

    /** How weights are to be drawn where hidden layers have this activation. */
    Map<String, Initialization> drawnFor(IActivation hidden) {
        Map<String, Initialization> schemes = new LinkedHashMap<>();
        for (String name : names(HiddenLayers::isDrawn)) {
            var core = draft.layer(name).cores().get(0);
            boolean own = core instanceof BaseOutputLayer || core instanceof BaseRecurrentLayer;
            schemes.put(name, own ? Initialization.xavier() : Initialization.fitting(hidden));
        }
        return schemes;
    }

    private static boolean isDrawn(LayerDraft layer) {
        return layer.hasParameters()
                && !layer.cores().isEmpty()
                && layer.cores().stream().allMatch(ReinitializeWeights::takesScheme);
    }

    private static IActivation activation(LayerDraft layer) {
        var core = layer.cores().get(0);
        return core instanceof ActivationLayer only ? only.getActivationFn() : ((BaseLayer) core).getActivationFn();
    }

    static <T> Map<String, T> forEach(List<String> names, T value) {
        Map<String, T> all = new LinkedHashMap<>();
        names.forEach(name -> all.put(name, value));
        return all;
    }
}
