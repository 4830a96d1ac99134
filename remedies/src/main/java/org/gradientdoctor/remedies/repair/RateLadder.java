package org.gradientdoctor.remedies.repair;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.Recommendation;

/**
 * Other learning rates for an accepted treatment that has set rates, or whose loss was still falling when the plan ended,
 * or that ends at a poor share, as long as a share is not good: higher ones rung by rung, one trial each, while each is
 * better than the one before; where the first is not, lower ones in the same way. This chooses between forms of a
 * treatment that was accepted already, so it takes no controls.
 */
final class RateLadder {
    private final Laboratory laboratory;
    private final List<Arm> arms;
    private final Consumer<Finish> reached;

    /**
     * @param arms where all arms of the repair are kept
     * @param reached is told of each better end
     */
    RateLadder(Laboratory laboratory, List<Arm> arms, Consumer<Finish> reached) {
        this.laboratory = laboratory;
        this.arms = arms;
        this.reached = reached;
    }

    /** What is best of the given end and those with other rates. */
    Finish climb(Finish first) {
        boolean guessed = Rungs.setsRates(first.arm().treatment());
        boolean unfinished = first.arm().run(first.trial()).losses().isUnfinished();
        if (!guessed && !unfinished && !first.isPoor(laboratory.metric())) {
            return first;
        }
        Finish up = along(first, Rungs.STEP);
        return up.equals(first) ? along(first, 1 / Rungs.STEP) : up;
    }

    private Finish along(Finish first, double factor) {
        Finish best = first;
        for (int rung = 0; rung < Rungs.MOST && !best.isGood(laboratory.metric()); rung++) {
            Optional<Finish> next = rung(best, factor);
            if (next.isEmpty()) {
                break;
            }
            best = next.get();
            reached.accept(best);
        }
        return best;
    }

    /** The next rung, trained to the end of the plan; empty where it is no better. */
    private Optional<Finish> rung(Finish below, double factor) {
        Optional<List<Recommendation>> scaled =
                Rungs.scaled(laboratory, below.arm().treatment(), factor);
        if (scaled.isEmpty()) {
            return Optional.empty();
        }
        Diagnosis before = laboratory.preflight(scaled.get());
        Arm arm = laboratory.arm(scaled.get(), before, 1);
        arms.add(arm);
        return below.exceededBy(
                laboratory,
                arm,
                0,
                "With rates " + (factor > 1 ? (int) Rungs.STEP + " times" : "a quarter") + " as high it");
    }
}
