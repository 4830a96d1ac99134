package org.gradientdoctor.remedies.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.composition.LaterRates;
import org.gradientdoctor.remedies.ranking.ScaledRates;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Treatments at other learning rates. The largest rate that does no harm is not known beforehand: the critical one of the
 * first step is a lower bound, since training moves to where larger steps are stable (Cohen et al. 2021, edge of
 * stability), and a rate that a remedy sets is a guess from what was measured at first.
 */
final class Rungs {
    /** A step that can be told from the one before, and that passes over no good rate: those span about a decade. */
    static final double STEP = 4;
    /** Three rungs are 64 times the first rate; what is then still too slow is so for another reason. */
    static final int MOST = 3;

    private Rungs() {}

    /** The treatment at rates that are so many times as high; empty where the plan allows no other rates. */
    static Optional<List<Recommendation>> scaled(Laboratory laboratory, List<Recommendation> treatment, double factor) {
        return rung(laboratory, treatment, factor).map(rung -> {
            List<Recommendation> all = new ArrayList<>(treatment);
            all.add(rung);
            return all;
        });
    }

    /**
     * The rung above a treatment that was tried and could not be told from no treatment: where its last part has raised
     * the rates, it may not have raised them enough. Empty where it has not, or something fails.
     */
    static Optional<List<Recommendation>> above(Laboratory laboratory, Arm arm) {
        return arm.gravest().verdict() != Outcome.FAILING && raisesRates(laboratory, arm.treatment())
                ? scaled(laboratory, arm.treatment(), STEP)
                : Optional.empty();
    }

    /** Higher and lower rates for a treatment that has set some; empty where it has not. */
    static List<Recommendation> around(Laboratory laboratory, List<Recommendation> treatment) {
        return setsRates(treatment)
                ? Stream.of(STEP, 1 / STEP)
                        .flatMap(factor -> rung(laboratory, treatment, factor).stream())
                        .toList()
                : List.of();
    }

    /** Ever lower rates for a treatment that has lowered them in vain. */
    static List<Recommendation> below(Laboratory laboratory, List<Recommendation> treatment) {
        return IntStream.rangeClosed(1, MOST)
                .mapToObj(rung -> rung(laboratory, treatment, Math.pow(STEP, -rung)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether its last part lowers rates because steps were too long. */
    static boolean lowersRates(List<Recommendation> treatment) {
        Recommendation last = treatment.get(treatment.size() - 1);
        return steps(List.of(last)).anyMatch(ReduceLearningRate.class::isInstance);
    }

    /** Whether some of the steps set rates. */
    static boolean setsRates(List<Recommendation> treatment) {
        return steps(treatment).anyMatch(LaterRates::isSetBy);
    }

    private static boolean raisesRates(Laboratory laboratory, List<Recommendation> treatment) {
        Recommendation last = treatment.get(treatment.size() - 1);
        return steps(List.of(last)).anyMatch(TuneLearningRate.class::isInstance)
                && largest(laboratory, treatment) > largest(laboratory, treatment.subList(0, treatment.size() - 1));
    }

    private static double largest(Laboratory laboratory, List<Recommendation> treatment) {
        return LayerRate.allOf(Surgery.examine(laboratory.network(treatment, 0))).values().stream()
                .mapToDouble(LayerRate::larger)
                .max()
                .orElse(0);
    }

    /** Empty also where rates follow a course: what is in force at its start is not what it leads to. */
    private static Optional<Recommendation> rung(Laboratory laboratory, List<Recommendation> treatment, double factor) {
        Model network = laboratory.network(treatment, 0);
        return followsCourse(laboratory, network)
                ? Optional.empty()
                : ScaledRates.times(
                                network,
                                factor,
                                factor > 1
                                        ? "The loss was still falling, or the rate is a guess from what was measured at"
                                                + " first; larger steps may lead further."
                                        : "Larger steps led no further, or were not called for; smaller ones may settle"
                                                + " where these do not.")
                        .filter(laboratory.plan()::allows);
    }

    /** Whether some rate changes while the plan lasts: by a warm-up, or a schedule of the user's. */
    private static boolean followsCourse(Laboratory laboratory, Model network) {
        NetworkDraft draft = Surgery.examine(network);
        return draft.layers().stream()
                .filter(layer -> !layer.isFrozen())
                .flatMap(LayerDraft::updaters)
                .distinct()
                .filter(IUpdater::hasLearningRate)
                .anyMatch(updater -> IntStream.range(0, laboratory.planned())
                                .mapToDouble(i -> updater.getLearningRate(
                                        draft.iterations() + i,
                                        draft.epochs()
                                                + i / laboratory.training().count()))
                                .distinct()
                                .count()
                        > 1);
    }

    private static Stream<Remedy> steps(List<Recommendation> treatment) {
        return treatment.stream().flatMap(recommendation -> recommendation.steps().stream());
    }
}
