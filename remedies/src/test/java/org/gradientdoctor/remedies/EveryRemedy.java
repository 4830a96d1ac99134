package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.Removal;
import org.gradientdoctor.remedies.remedy.SkipBlock;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.nd4j.linalg.activations.Activation;

/** At least one remedy of each kind for a network, on all layers that can have it. A new remedy is added here. */
final class EveryRemedy {
    private EveryRemedy() {}

    static List<Remedy> on(Model model) {
        NetworkDraft draft = Surgery.examine(model);
        List<LayerDraft> layers =
                draft.layers().stream().filter(layer -> !layer.isFrozen()).toList();
        List<String> swapped =
                names(layers.stream().filter(SwapActivation::canSwap).toList());
        Map<String, Initialization> schemes = new LinkedHashMap<>();
        Map<String, Double> thresholds = new LinkedHashMap<>();
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        for (LayerDraft layer : layers) {
            if (layer.hasParameters()) {
                boolean takes = layer.cores().stream().allMatch(ReinitializeWeights::takesScheme);
                schemes.put(
                        layer.name(),
                        takes
                                ? Initialization.fitting(
                                        ((BaseLayer) layer.cores().get(0)).getActivationFn())
                                : Initialization.configured());
                rates.put(layer.name(), new LayerRate(.003, .001));
            }
            if (ClipGradients.canClip(layer)) {
                thresholds.put(layer.name(), .25);
            }
        }
        List<Remedy> all = new ArrayList<>();
        all.add(SwapActivation.keepingWeights(swapped, Activation.ELU));
        all.add(new SwapActivation(swapped, Activation.LEAKYRELU, schemes, 11));
        all.add(new ReinitializeWeights(schemes, 12));
        all.add(new ClipGradients(ClipGradients.Form.NORM_PER_LAYER, thresholds));
        all.add(new ClipGradients(ClipGradients.Form.ELEMENT_WISE, thresholds));
        all.add(new ReduceLearningRate(rates));
        for (InsertBatchNormalization.Position position : InsertBatchNormalization.Position.values()) {
            List<String> normalized = names(layers.stream()
                    .filter(layer -> InsertBatchNormalization.canNormalize(draft, layer, position))
                    .toList());
            if (!normalized.isEmpty()) {
                all.add(new InsertBatchNormalization(normalized, position, InsertBatchNormalization.Start.STANDARD));
                all.add(new InsertBatchNormalization(normalized, position, InsertBatchNormalization.Start.FROM_DATA));
            }
        }
        List<String> dense = names(layers.stream()
                .filter(layer -> LayerNormalization.canNormalize(draft, layer))
                .toList());
        if (!dense.isEmpty()) {
            all.add(new LayerNormalization(dense));
        }
        List<SkipBlock> blocks = AddSkipConnections.blocks(draft, 2);
        if (!blocks.isEmpty()) {
            for (AddSkipConnections.Form form : AddSkipConnections.Form.values()) {
                all.add(new AddSkipConnections(blocks, form, 13));
            }
        }
        Map<String, Double> lossy = new LinkedHashMap<>();
        draft.layers().forEach(layer -> lossy.put(layer.name(), .5));
        List<Removal> removals = ReduceDepth.leastTransmitting(draft, lossy, 2);
        if (!removals.isEmpty()) {
            all.add(new ReduceDepth(removals, 14));
        }
        return all;
    }

    private static List<String> names(List<LayerDraft> layers) {
        return layers.stream().map(LayerDraft::name).toList();
    }
}
