package org.gradientdoctor.samples.faults.score;

import java.util.Collections;
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
 * @param layers how many layers the network has
 * @param layersAtFault where the fault sits; empty where it is in no single layer
 * @param verdict what was said
 */
public record Scored(
        String name,
        String family,
        String alteration,
        int iterations,
        GroundTruth truth,
        Set<Cause> right,
        int layers,
        Set<String> layersAtFault,
        Verdict verdict) {
    /** Labels that were shuffled show in no single run, so they are reported apart. */
    private static final String SHUFFLED = "shuffled labels";

    public Scored {
        right = Set.copyOf(right);
        layersAtFault = Set.copyOf(layersAtFault);
    }

    /** Whether the case is reported apart and counts for no share. */
    public boolean isApart() {
        return alteration.contains(SHUFFLED);
    }

    public boolean is(GroundTruth.State state) {
        return truth.state() == state;
    }

    /** Whether it is known in which layer the fault sits. */
    boolean isLocal() {
        return !layersAtFault.isEmpty();
    }

    /** Whether a layer at fault is among those named. */
    boolean isLocated() {
        return !Collections.disjoint(layersAtFault, verdict.layers());
    }

    double shareOfLayersNamed() {
        return (double) verdict.layers().size() / layers;
    }

    /** Whether a right cause is among the first so many. */
    public boolean isCauseRight(int among) {
        return verdict.causes().stream().limit(among).anyMatch(right::contains);
    }
}
