package org.gradientdoctor.remedies.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.composition.LaterRates;
import org.gradientdoctor.remedies.ranking.ScaledRates;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;

/**
 * Other learning rates for a treated network whose loss was still falling when the plan ended, or whose rate a treatment
 * has set. The largest rate that does no harm is not known beforehand: the critical one of the first step is a lower
 * bound, since training moves to where larger steps are stable (Cohen et al. 2021, edge of stability). So higher rates
 * are tried rung by rung, one trial each, as long as each is better than the one before; where the first one is not, lower
 * ones in the same way.
 *
 * <p>{@link #climb} chooses between forms of a treatment that was accepted already, so it takes no controls.
 */
final class RateLadder {
    /** A step that can be told from the one before, and that passes over no good rate: those span about a decade. */
    private static final double RUNG = 4;
    /** Three rungs are 64 times the first rate; what is then still too slow is so for another reason. */
    static final int RUNGS = 3;

    /** Of a share: a lower loss would hardly show in it. */
    private static final double GOOD = .95;

    private final Laboratory laboratory;
    private final List<Arm> arms;

    /** @param arms where all arms of the repair are kept */
    RateLadder(Laboratory laboratory, List<Arm> arms) {
        this.laboratory = laboratory;
        this.arms = arms;
    }

    /** What is best of the given end and those with other rates. */
    Finish climb(Finish first) {
        boolean guessed = setsRate(first.arm().treatment());
        boolean unfinished = first.arm().run(first.trial()).losses().isUnfinished();
        Finish up = guessed || unfinished ? along(first, RUNG) : first;
        return guessed && up.equals(first) ? along(first, 1 / RUNG) : up;
    }

    private Finish along(Finish first, double factor) {
        Finish best = first;
        for (int rung = 0; rung < RUNGS && !isGood(best); rung++) {
            Optional<Finish> next = rung(best, factor);
            if (next.isEmpty()) {
                break;
            }
            best = next.get();
        }
        return best;
    }

    private boolean isGood(Finish end) {
        return laboratory.metric().isShare() && end.value() >= GOOD;
    }

    /** Whether some of the steps set rates: each is a first guess from what was measured, and a cautious one. */
    private static boolean setsRate(List<Recommendation> treatment) {
        return steps(treatment).anyMatch(LaterRates::isSetBy);
    }

    private static Stream<Remedy> steps(List<Recommendation> treatment) {
        return treatment.stream().flatMap(recommendation -> recommendation.steps().stream());
    }

    /**
     * The rung above a treatment that was tried and could not be told from no treatment: where its rate was too low as
     * given and has been raised, it may not have been raised enough. Empty where it was not raised, or fails.
     */
    static Optional<List<Recommendation>> above(Laboratory laboratory, Arm arm) {
        boolean isRaised = steps(arm.treatment()).anyMatch(TuneLearningRate.class::isInstance);
        return isRaised && arm.gravest().verdict() != Outcome.FAILING
                ? scaled(laboratory, arm.treatment(), RUNG)
                : Optional.empty();
    }

    private static Optional<List<Recommendation>> scaled(
            Laboratory laboratory, List<Recommendation> treatment, double factor) {
        return ScaledRates.times(
                        laboratory.network(treatment, 0),
                        factor,
                        "The loss was still falling, or the rate is a guess from what was measured at first; "
                                + (factor > 1 ? "larger" : "smaller") + " steps may lead further.")
                .map(rung -> {
                    List<Recommendation> raised = new ArrayList<>(treatment);
                    raised.add(rung);
                    return raised;
                });
    }

    /** The next rung, trained to the end of the plan; empty where it is no better. */
    private Optional<Finish> rung(Finish below, double factor) {
        Optional<List<Recommendation>> scaled = scaled(laboratory, below.arm().treatment(), factor);
        if (scaled.isEmpty()) {
            return Optional.empty();
        }
        Diagnosis before = laboratory.preflight(scaled.get());
        Arm arm = laboratory.arm(scaled.get(), before, 1);
        arms.add(arm);
        arm.trainTo(0, laboratory.look(0));
        if (arm.run(0).failure().isEmpty()) {
            arm.trainTo(0, laboratory.planned());
        }
        if (arm.value(0) > below.value() && arm.diagnosis(0).verdict() != Outcome.FAILING) {
            return Optional.of(new Finish(
                    arm,
                    0,
                    below.summary() + " With rates " + (factor > 1 ? (int) RUNG + " times" : "a quarter")
                            + " as high it reached " + Finish.figure(laboratory.metric(), arm.value(0))
                            + ", and that one comes"
                            + " back."));
        }
        arm.discharge();
        return Optional.empty();
    }
}
