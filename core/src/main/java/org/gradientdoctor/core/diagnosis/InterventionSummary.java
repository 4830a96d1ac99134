package org.gradientdoctor.core.diagnosis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Map<Intervention.Kind, Integer> counts = new EnumMap<>(Intervention.Kind.class);
        interventions.forEach(each -> counts.merge(each.kind(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((kind, count) ->
                parts.add(kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + count + " ×"));
        Intervention last = interventions.get(interventions.size() - 1);
        return "Interventions from iteration " + interventions.get(0).iteration() + " to " + last.iteration() + ": "
                + String.join(", ", parts) + ". Learning rates stand at " + Figures.of(last.rateFactor())
                + " times what was set. Losses and gradients are as they came; the update of a step not taken reads as zero.";
    }
}
