package org.gradientdoctor.samples.faults.score;

import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.samples.faults.truth.GroundTruth;
import org.gradientdoctor.samples.faults.verdict.Verdict;

/**
 * One contestant's verdict beside what the outcome says.
 *
 * @param name of the case
 * @param family its family
 * @param alteration what was changed; {@code sound} for nothing
 * @param iterations planned
 * @param truth by outcome
 * @param right causes that are a right first answer
 * @param verdict what was said
 */
public record Scored(
        String name,
        String family,
        String alteration,
        int iterations,
        GroundTruth truth,
        Set<Cause> right,
        Verdict verdict) {
    /** Labels that were shuffled show in no single run, so they are reported apart. */
    private static final String SHUFFLED = "shuffled labels";

    public Scored {
        right = Set.copyOf(right);
    }

    /** Whether the case counts for shares. */
    boolean counts() {
        return !alteration.contains(SHUFFLED);
    }

    public boolean is(GroundTruth.State state) {
        return truth.state() == state;
    }

    boolean isFirstCauseRight() {
        return isCauseRight(1);
    }

    boolean isCauseRight(int among) {
        return verdict.causes().stream().limit(among).anyMatch(right::contains);
    }
}
