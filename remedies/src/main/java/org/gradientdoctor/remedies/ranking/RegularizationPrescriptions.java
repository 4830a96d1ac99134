package org.gradientdoctor.remedies.ranking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.RegularizeWeights;
import org.gradientdoctor.remedies.remedy.WeightPenalty;
import org.gradientdoctor.remedies.surgery.LayerDraft;

/** Prescribes penalties on weights: lighter ones where they hold a network down, decay where weights grow. */
final class RegularizationPrescriptions {
    /** What the penalty may weigh of the loss. */
    private static final double LIGHT = .1;
    /** What is tried where nothing was measured. */
    private static final double UNMEASURED = .01;
    /** Weights below this part of their first size have forgotten what they were drawn for. */
    private static final double SHRUNK = .5;
    /** Learning makes weights grow; doubling them is more than that. */
    private static final double GROWN = 2;
    /** Of a weight per step; more would not be a correction but another kind of training. */
    static final double LARGEST_DECAY_PER_STEP = .1;

    private final Patient patient;

    RegularizationPrescriptions(Patient patient) {
        this.patient = patient;
    }

    private Map<String, WeightPenalty> present() {
        Map<String, WeightPenalty> present = new LinkedHashMap<>();
        for (LayerDraft layer : penalizable()) {
            WeightPenalty penalty = WeightPenalty.of(patient.draft(), layer);
            if (!penalty.isNone()) {
                present.put(layer.name(), penalty);
            }
        }
        return present;
    }

    /** No penalties; empty where no layer has any. */
    Optional<Prescription> none() {
        Map<String, WeightPenalty> targets = present();
        targets.replaceAll((layer, penalty) -> WeightPenalty.none());
        return targets.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(RegularizeWeights.by(targets)),
                        "Without any penalty in " + targets.size() + " layers only the data decide where weights go."));
    }

    /** Whether penalties have weighed more than they should. */
    boolean isHeavy() {
        return heaviest().isPresent();
    }

    /** Whether penalties have weighed more than the loss, so that they set where a step goes. */
    boolean dominates() {
        return heaviest().orElse(0) > 1;
    }

    private OptionalDouble heaviest() {
        return patient.trace().full().stream()
                .map(reading -> reading.vitals())
                .filter(vitals -> vitals.loss() > 0)
                .mapToDouble(RegularizationPrescriptions::weight)
                .filter(value -> value > LIGHT && Double.isFinite(value))
                .max();
    }

    /** Penalties at which the terms weigh a tenth of the loss; empty where no layer has any. */
    Optional<Prescription> lighter() {
        Map<String, WeightPenalty> present = present();
        if (present.isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble weight = heaviest();
        double factor = weight.isPresent() ? LIGHT / weight.getAsDouble() : UNMEASURED;
        Map<String, WeightPenalty> targets = new LinkedHashMap<>();
        present.forEach((layer, penalty) ->
                targets.put(layer, penalty.times(RoundedRate.atMost(penalty.largest() * factor) / penalty.largest())));
        double most = present.values().stream()
                .mapToDouble(WeightPenalty::largest)
                .max()
                .orElseThrow();
        double then = targets.values().stream()
                .mapToDouble(WeightPenalty::largest)
                .max()
                .orElseThrow();
        String why = weight.isPresent()
                ? "the terms weighed " + Figure.of(weight.getAsDouble()) + " times the loss at their heaviest, and "
                        + Figure.of(LIGHT) + " lets the data lead"
                : "no reading tells what the terms weigh, so a hundredth is tried";
        return Optional.of(new Prescription(
                List.of(RegularizeWeights.by(targets)),
                "The penalty on weights goes from " + Figure.of(most) + " to " + Figure.of(then) + ": " + why + "."));
    }

    /** Whether weights are so small by now that lighter penalties alone would leave them without a signal. */
    boolean hasShrunkWeights() {
        return WeightSizes.growth(patient.trace()).ratio() < SHRUNK;
    }

    /** Weight decay that takes as much per step as weights were measured to grow; empty where they did not. */
    Optional<Prescription> againstGrowth() {
        WeightSizes.Growth growth = WeightSizes.growth(patient.trace());
        double rate = patient.rates().values().stream()
                .mapToDouble(LayerRate::weights)
                .max()
                .orElse(0);
        double perStep = growth.perIteration();
        if (!(growth.ratio() >= GROWN && rate > 0 && perStep <= LARGEST_DECAY_PER_STEP)) {
            return Optional.empty();
        }
        double decay = RoundedRate.atMost(perStep / rate);
        Map<String, WeightPenalty> targets = new LinkedHashMap<>();
        for (LayerDraft layer : penalizable()) {
            WeightPenalty present = WeightPenalty.of(patient.draft(), layer);
            if (present.decay() < decay) {
                targets.put(layer.name(), present.withDecay(decay));
            }
        }
        return targets.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(RegularizeWeights.by(targets)),
                        "Weights have grown to " + Figure.of(growth.ratio()) + " times their size in "
                                + growth.iterations() + " iterations; weight decay of " + Figure.of(decay)
                                + " takes as much per step at rate " + Figure.of(rate) + "."));
    }

    private static double weight(VitalSigns vitals) {
        return (vitals.score() - vitals.loss()) / vitals.loss();
    }

    private List<LayerDraft> penalizable() {
        return patient.draft().layers().stream()
                .filter(layer -> !layer.isFrozen() && WeightPenalty.canPenalize(layer))
                .toList();
    }
}
