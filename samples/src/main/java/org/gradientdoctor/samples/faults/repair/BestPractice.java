package org.gradientdoctor.samples.faults.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Position;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Start;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.samples.data.Split;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a textbook says, all at once and without looking: ReLU with He's weights, batch normalization, Adam at .001,
 * gradients clipped at norm 1, standardized features. Steps that a network refuses are left out. One plain training.
 */
record BestPractice() implements RepairArm {
    private static final double RATE = 1e-3;
    private static final double NORM = 1;

    @Override
    public String name() {
        return "best practice";
    }

    @Override
    public Treated repair(Intake intake, int budget) {
        List<String> applied = new ArrayList<>();
        Model network = treated(intake.network(0), applied);
        Split data = intake.known().standardized();
        int iterations = intake.sick().iterations();
        intake.training(data, 1, 0).train(network, iterations);
        return new Treated(network, true, iterations, 0, String.join(", ", applied), List.of());
    }

    /**
     * One step after another, each on what the one before has left, so that a refused one hinders no other: what is drawn
     * and how it is trained before what is inserted, which trains as its neighbors do.
     */
    private static Model treated(Model given, List<String> applied) {
        List<Function<HiddenLayers, Optional<Remedy>>> steps = List.of(
                BestPractice::activation,
                BestPractice::weights,
                BestPractice::updater,
                BestPractice::clipping,
                BestPractice::normalization);
        Model network = given;
        for (Function<HiddenLayers, Optional<Remedy>> step : steps) {
            HiddenLayers layers = HiddenLayers.of(network);
            Optional<Remedy> remedy = step.apply(layers)
                    .filter(found -> found.refusal(layers.draft()).isEmpty());
            if (remedy.isPresent()) {
                network = new Recommendation(List.of(remedy.get()), "It is usual.").applyTo(network);
                applied.add(remedy.get().title());
            }
        }
        return network;
    }

    private static Optional<Remedy> activation(HiddenLayers layers) {
        return Optional.of(layers.swappable())
                .filter(names -> !names.isEmpty())
                .map(names -> SwapActivation.keepingWeights(names, Activation.RELU));
    }

    private static Optional<Remedy> weights(HiddenLayers layers) {
        return Optional.of(layers.drawnFor(Activation.RELU.getActivationFunction()))
                .filter(schemes -> !schemes.isEmpty())
                .map(schemes -> new ReinitializeWeights(schemes, layers.draft().seed()));
    }

    private static Optional<Remedy> updater(HiddenLayers layers) {
        return Optional.of(layers.updated(RATE))
                .filter(rates -> !rates.isEmpty())
                .map(rates -> ChangeUpdater.to(UpdaterKind.ADAM, rates, DataType.FLOAT));
    }

    private static Optional<Remedy> clipping(HiddenLayers layers) {
        return Optional.of(layers.clippable())
                .filter(names -> !names.isEmpty())
                .map(names -> new ClipGradients(ClipGradients.Form.NORM_PER_LAYER, HiddenLayers.forEach(names, NORM)));
    }

    private static Optional<Remedy> normalization(HiddenLayers layers) {
        return Optional.of(layers.normalizable())
                .filter(names -> !names.isEmpty())
                .map(names -> new InsertBatchNormalization(names, Position.BEFORE_ACTIVATION, Start.STANDARD));
    }
}
