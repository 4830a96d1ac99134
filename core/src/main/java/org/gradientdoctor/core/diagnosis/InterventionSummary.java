package org.gradientdoctor.core.diagnosis;

import java.util.List;
import org.gradientdoctor.core.trace.Intervention;

/** Says in a sentence what a guard did. */
final class InterventionSummary {
    private InterventionSummary() {}

    /**
     * Each kind with how often it was done, the first and last iteration, and the rates in the end.
     *
     * @param interventions at least one, oldest first
     */
    static String of(List<Intervention> interventions) {
        Intervention last = interventions.get(interventions.size() - 1);
        return "Interventions from iteration " + interventions.get(0).iteration() + " to " + last.iteration() + ": "
                + Intervention.tally(interventions) + ". Learning rates stand at " + Figures.of(last.rateFactor())
                + " times what was set. Losses and gradients are as they came; the update of a step not taken reads as zero.";
    }
}
