package org.gradientdoctor.samples.faults.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.ClipAdaptively;
import org.gradientdoctor.remedies.remedy.ClipGlobalNorm;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.FixOutputAndLoss;
import org.gradientdoctor.remedies.remedy.GateRecurrence;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Position;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Start;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.OutputPair;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.RegularizeWeights;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.TailorRectifier;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.remedy.UnitVariance;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.remedy.WeightPenalty;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What the toolkit's remedies are to a user who has no diagnosis: each with its usual values, in all layers that can have
 * it. Those whose values only a measurement gives (depth to be removed, steps to go back through time, scales of labels)
 * are not among them; standardized features are, of the data themselves. Nor is less dropout, which came after the
 * published cases were drawn: one more to draw from would change all draws.
 */
final class BlindRemedies {
    private static final double CLIPPING_NORM = 1;
    /** Of adaptive clipping: Brock et al. 2021. */
    private static final double CLIPPING_FRACTION = .01;

    private static final double ADAM_RATE = 1e-3;
    private static final double ORDER_OF_MAGNITUDE = 10;
    /** Layers with weights under each skip, as residual networks have them. */
    private static final int SKIPPED = 2;

    private BlindRemedies() {}

    /**
     * One to be drawn.
     *
     * @param steps none for standardized features alone
     */
    record Blind(String title, List<Remedy> steps, boolean standardized) {
        Model applyTo(Model network, Intake intake, long draw) {
            if (steps.isEmpty()) {
                return network;
            }
            return new Recommendation(steps, "Drawn at random.").applyTo(network, intake.minibatch(), draw);
        }
    }

    /** All that this network takes; never empty, as features can always be standardized. */
    static List<Blind> of(Intake intake) {
        HiddenLayers layers = HiddenLayers.of(intake.network(0));
        List<Blind> all = new ArrayList<>();
        all.add(new Blind("standardize features", List.of(), true));
        Stream.of(shapes(layers), weights(layers), training(layers), outputs(layers))
                .flatMap(List::stream)
                .filter(remedy -> remedy.refusal(layers.draft()).isEmpty())
                .map(remedy -> new Blind(remedy.title(), List.of(remedy), false))
                .forEach(all::add);
        return all;
    }

    private static List<Remedy> shapes(HiddenLayers layers) {
        NetworkDraft draft = layers.draft();
        long seed = draft.seed();
        List<Remedy> all = new ArrayList<>();
        List<String> swappable = layers.swappable();
        for (Activation target : List.of(Activation.RELU, Activation.LEAKYRELU, Activation.ELU, Activation.SELU)) {
            add(
                    all,
                    swappable,
                    names -> new SwapActivation(names, target, layers.drawnFor(target.getActivationFunction()), seed));
        }
        add(all, swappable, names -> TailorRectifier.forChain(names, seed));
        add(all, layers.names(ParametricRectifier::canRectify), names -> ParametricRectifier.drawn(draft, names, seed));
        add(
                all,
                layers.normalizable(),
                names -> new InsertBatchNormalization(names, Position.BEFORE_ACTIVATION, Start.STANDARD));
        add(all, layers.names(LayerNormalization::canNormalize), LayerNormalization::new);
        add(all, layers.names(GateRecurrence::canGate), names -> new GateRecurrence(names, seed));
        var blocks = AddSkipConnections.blocks(draft, SKIPPED);
        if (!blocks.isEmpty()) {
            all.add(new AddSkipConnections(blocks, AddSkipConnections.Form.SCALED, seed));
        }
        return all;
    }

    private static List<Remedy> weights(HiddenLayers layers) {
        long seed = layers.draft().seed();
        List<Remedy> all = new ArrayList<>();
        Map<String, Initialization> drawn = layers.drawn();
        if (!drawn.isEmpty()) {
            all.add(new ReinitializeWeights(drawn, seed));
        }
        add(all, layers.names(UnitVariance::canScale), names -> new UnitVariance(names, seed));
        return all;
    }

    private static List<Remedy> training(HiddenLayers layers) {
        List<Remedy> all = new ArrayList<>();
        var faster = layers.rates(ORDER_OF_MAGNITUDE);
        if (!faster.isEmpty()) {
            all.add(new TuneLearningRate(faster, RateCourse.constant()));
            all.add(new TuneLearningRate(layers.rates(1 / ORDER_OF_MAGNITUDE), RateCourse.constant()));
        }
        var updated = layers.updated(ADAM_RATE);
        if (!updated.isEmpty()) {
            all.add(ChangeUpdater.to(UpdaterKind.ADAM, updated, DataType.FLOAT));
        }
        add(
                all,
                layers.clippable(),
                names -> new ClipGradients(
                        ClipGradients.Form.NORM_PER_LAYER, HiddenLayers.forEach(names, CLIPPING_NORM)));
        add(all, layers.clippable(), names -> new ClipGlobalNorm(names, CLIPPING_NORM));
        add(all, layers.names(ClipAdaptively::canClip), names -> new ClipAdaptively(names, CLIPPING_FRACTION));
        add(
                all,
                layers.names(WeightPenalty::canPenalize),
                names -> RegularizeWeights.by(HiddenLayers.forEach(names, WeightPenalty.none())));
        return all;
    }

    private static List<Remedy> outputs(HiddenLayers layers) {
        List<Remedy> all = new ArrayList<>();
        for (String output : layers.names(FixOutputAndLoss::canFix)) {
            LayerDraft layer = layers.draft().layer(output);
            for (OutputPair pair : List.of(OutputPair.CLASSES, OutputPair.BITS, OutputPair.QUANTITIES)) {
                if (!FixOutputAndLoss.has(layer, pair)) {
                    all.add(new FixOutputAndLoss(output, pair));
                }
            }
        }
        return all;
    }

    private static void add(List<Remedy> all, List<String> names, Function<List<String>, Remedy> remedy) {
        if (!names.isEmpty()) {
            all.add(remedy.apply(names));
        }
    }
}
