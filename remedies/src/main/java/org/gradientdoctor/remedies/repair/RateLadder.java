package org.gradientdoctor.remedies.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.ranking.HigherRates;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;

/**
 * Higher learning rates for a treated network whose loss was still falling when the plan ended, or whose rate was too low
 * and has been raised. The largest rate that does
 * no harm is not known beforehand: the critical one of the first step is a lower bound, since training moves to where
 * larger steps are stable (Cohen et al. 2021, edge of stability). So rates are tried rung by rung, one trial each, as long
 * as each is better than the one before.
 *
 * <p>This chooses between forms of a treatment that was accepted already, so it takes no controls.
 */
final class RateLadder {
    /** A step that can be told from the one before, and that passes over no good rate: those span about a decade. */
    private static final double RUNG = 4;
    /** Three rungs are 64 times the first rate; what is then still too slow is so for another reason. */
    private static final int RUNGS = 3;

    /** Of a share: a lower loss would hardly show in it. */
    private static final double GOOD = .95;

    private final Laboratory laboratory;
    private final List<Arm> arms;

    /** @param arms where all arms of the repair are kept */
    RateLadder(Laboratory laboratory, List<Arm> arms) {
        this.laboratory = laboratory;
        this.arms = arms;
    }

    /** What is best of the given end and those with higher rates. */
    Finish climb(Finish first) {
        Finish best = first;
        for (int rung = 0; rung < RUNGS && mayGoFurther(best); rung++) {
            Optional<Finish> higher = rung(best);
            if (higher.isEmpty()) {
                break;
            }
            best = higher.get();
        }
        return best;
    }

    private boolean mayGoFurther(Finish end) {
        boolean good = laboratory.metric().isShare() && end.value() >= GOOD;
        return !good
                && (isRaised(end.arm()) || end.arm().run(end.trial()).losses().isUnfinished());
    }

    /** Whether the rate was too low as given: what it was raised to is a first guess, and a cautious one. */
    private static boolean isRaised(Arm arm) {
        return arm.treatment().stream()
                .flatMap(treatment -> treatment.steps().stream())
                .anyMatch(TuneLearningRate.class::isInstance);
    }

    /** The next rung, trained to the end of the plan; empty where it is no better. */
    private Optional<Finish> rung(Finish below) {
        List<Recommendation> treatment = new ArrayList<>(below.arm().treatment());
        Optional<Recommendation> higher = HigherRates.times(
                laboratory.network(treatment, 0),
                RUNG,
                "The loss was still falling at the end of the plan, or the rate is a guess upwards from one too low; larger"
                        + " steps may lead further.");
        if (higher.isEmpty()) {
            return Optional.empty();
        }
        treatment.add(higher.get());
        Diagnosis before = laboratory.preflight(treatment);
        Arm arm = laboratory.arm(treatment, before, 1);
        arms.add(arm);
        arm.trainTo(0, laboratory.look(0));
        if (arm.run(0).failure().isEmpty()) {
            arm.trainTo(0, laboratory.planned());
        }
        if (arm.value(0) > below.value() && arm.diagnosis(0).verdict() != Outcome.FAILING) {
            return Optional.of(new Finish(
                    arm,
                    0,
                    below.summary() + " With rates " + (int) RUNG + " times as high it"
                            + " reached " + Finish.figure(laboratory.metric(), arm.value(0)) + ", and that one comes"
                            + " back."));
        }
        arm.discharge();
        return Optional.empty();
    }
}
