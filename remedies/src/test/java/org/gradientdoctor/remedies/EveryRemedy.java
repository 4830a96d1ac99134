package org.gradientdoctor.remedies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.ClipAdaptively;
import org.gradientdoctor.remedies.remedy.ClipGlobalNorm;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.Columns;
import org.gradientdoctor.remedies.remedy.FixOutputAndLoss;
import org.gradientdoctor.remedies.remedy.GateRecurrence;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.remedy.OutputPair;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.gradientdoctor.remedies.remedy.ReduceDropout;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.RegularizeWeights;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.Removal;
import org.gradientdoctor.remedies.remedy.ShortenBackpropagation;
import org.gradientdoctor.remedies.remedy.SkipBlock;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.StandardizeLabels;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.TailorRectifier;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.remedy.UnitVariance;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.remedy.WeightPenalty;
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
        Map<String, LayerRate> updaters = new LinkedHashMap<>();
        Map<String, WeightPenalty> penalties = new LinkedHashMap<>();
        Map<String, Double> norms = new LinkedHashMap<>();
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
            if (ChangeUpdater.canChange(layer)) {
                updaters.put(layer.name(), new LayerRate(.002, .004));
            }
            if (WeightPenalty.canPenalize(layer)) {
                penalties.put(layer.name(), new WeightPenalty(1e-5, 1e-4, 0));
            }
            if (RegularizeWeights.canLimitNorm(layer)) {
                norms.put(layer.name(), .5);
            }
            if (ClipGradients.canClip(layer)) {
                thresholds.put(layer.name(), .25);
            }
        }
        List<Remedy> all = new ArrayList<>();
        all.add(SwapActivation.keepingWeights(swapped, Activation.ELU));
        all.add(new SwapActivation(swapped, Activation.LEAKYRELU, schemes, 11));
        all.add(new ReinitializeWeights(schemes, 12));
        List<String> chain =
                names(layers.stream().filter(TailorRectifier::canTailor).toList());
        all.add(TailorRectifier.forChain(orFirst(chain, layers), 13));
        List<String> scaled =
                names(layers.stream().filter(UnitVariance::canScale).toList());
        all.add(new UnitVariance(scaled, 14));
        Map<String, Initialization> matrices = new LinkedHashMap<>(schemes);
        matrices.replaceAll((name, scheme) ->
                Initialization.canBeOrthogonal(draft.layer(name)) ? Initialization.orthogonal(1.2) : scheme);
        all.add(new ReinitializeWeights(matrices, 15));
        String last = layers.get(layers.size() - 1).name();
        boolean quantities = FixOutputAndLoss.canFix(draft.layer(last))
                && FixOutputAndLoss.has(draft.layer(last), OutputPair.QUANTITIES);
        all.add(new FixOutputAndLoss(last, quantities ? OutputPair.BITS : OutputPair.QUANTITIES));
        int inputs = layers.get(0).cores().get(0) instanceof FeedForwardLayer layer ? (int) layer.getNIn() : 1;
        Columns columns = new Columns(Collections.nCopies(inputs, .5), Collections.nCopies(inputs, 2.));
        all.add(new StandardizeInputs(layers.get(0).name(), columns, new LayerRate(.003, .01), 16));
        all.add(new NormalizeInputs(layers.get(0).name(), columns));
        all.add(new StandardizeLabels(last, new Columns(List.of(1., 2., 3.), List.of(10., 20., 30.)), rates, 17));
        all.add(new ClipGradients(ClipGradients.Form.NORM_PER_LAYER, thresholds));
        all.add(new ClipGradients(ClipGradients.Form.ELEMENT_WISE, thresholds));
        all.add(new ClipGlobalNorm(
                names(layers.stream().filter(LayerDraft::hasParameters).toList()), .1));
        all.add(new ClipAdaptively(List.copyOf(norms.keySet()), .01));
        all.add(new ReduceLearningRate(rates));
        all.add(new TuneLearningRate(rates, RateCourse.constant()));
        all.add(new TuneLearningRate(rates, new RateCourse(3, 30, 10, 50)));
        all.add(ChangeUpdater.to(UpdaterKind.ADAM, updaters, draft.dataType()));
        all.add(ChangeUpdater.to(UpdaterKind.NESTEROVS, updaters, draft.dataType()));
        all.add(new ChangeUpdater(UpdaterKind.RMS_PROP, updaters, 1e-3, .01));
        all.add(RegularizeWeights.by(penalties));
        Map<String, Double> retained = new LinkedHashMap<>();
        orFirst(
                        names(layers.stream()
                                .filter(layer -> ReduceDropout.retainedBy(draft, layer) < 1)
                                .toList()),
                        layers)
                .forEach(layer ->
                        retained.put(layer, (1 + ReduceDropout.retainedBy(draft, draft.layer(layer))) / 2 - 1e-3));
        all.add(new ReduceDropout(retained));
        all.add(new RegularizeWeights(Map.of(penalties.keySet().iterator().next(), WeightPenalty.ofDecay(.01)), norms));
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
        all.add(new GateRecurrence(
                orFirst(names(layers.stream().filter(GateRecurrence::canGate).toList()), layers), 18));
        all.add(new ShortenBackpropagation(orFirst(ShortenBackpropagation.shortenable(draft), layers), 2));
        List<String> rectified = orFirst(
                names(layers.stream()
                        .filter(layer -> ParametricRectifier.canRectify(draft, layer))
                        .toList()),
                // One that has such a rectifier already is left as it is, and not refused.
                layers.stream()
                        .filter(layer -> ParametricRectifier.keepingWeights(List.of(layer.name()))
                                .refusal(draft)
                                .isPresent())
                        .toList());
        all.add(ParametricRectifier.keepingWeights(rectified));
        all.add(ParametricRectifier.drawn(draft, rectified, 19));
        return all;
    }

    /** A network that has none of the layers a remedy is for refuses it by its first layer. */
    private static List<String> orFirst(List<String> names, List<LayerDraft> layers) {
        return names.isEmpty() ? List.of(layers.get(0).name()) : names;
    }

    private static List<String> names(List<LayerDraft> layers) {
        return layers.stream().map(LayerDraft::name).toList();
    }
}
