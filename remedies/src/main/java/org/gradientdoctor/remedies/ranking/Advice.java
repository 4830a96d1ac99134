package org.gradientdoctor.remedies.ranking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.SwapActivation;

/** Recommendations being collected: first those for the causes, then alternatives, none twice. */
final class Advice {
    private final Patient patient;
    private final List<Recommendation> best = new ArrayList<>();
    private final List<Recommendation> alternatives = new ArrayList<>();

    Advice(Patient patient) {
        this.patient = patient;
    }

    /** Adds what answers a cause. */
    void add(List<Remedy> steps, String explanation) {
        best.add(whole(steps, explanation));
    }

    /** Adds what may be tried after all that answers a cause. */
    void alternative(List<Remedy> steps, String explanation) {
        alternatives.add(whole(steps, explanation));
    }

    /**
     * No treatment helps weights that are NaN or infinite: whatever is computed from them is, too. Where the steps leave
     * any, they are drawn anew first.
     */
    private Recommendation whole(List<Remedy> steps, String explanation) {
        Map<String, Initialization> network = patient.wholeNetwork();
        if (!patient.isPoisoned() || redrawn(steps).containsAll(network.keySet())) {
            return new Recommendation(steps, explanation);
        }
        List<Remedy> more = new ArrayList<>();
        more.add(new ReinitializeWeights(network, patient.seed()));
        more.addAll(steps);
        return new Recommendation(
                more,
                explanation + " Parameters of " + patient.poisonedLayers()
                        + " layers are no longer finite, so all weights have to be drawn anew as well.");
    }

    private static Set<String> redrawn(List<Remedy> steps) {
        Set<String> layers = new HashSet<>();
        for (Remedy step : steps) {
            if (step instanceof ReinitializeWeights weights) {
                layers.addAll(weights.schemes().keySet());
            } else if (step instanceof SwapActivation swap) {
                layers.addAll(swap.redrawn().keySet());
            }
        }
        return layers;
    }

    /** All, best first; of several with the same steps the first. */
    List<Recommendation> all() {
        List<Recommendation> all = new ArrayList<>();
        Set<List<Remedy>> seen = new HashSet<>();
        for (List<Recommendation> group : List.of(best, alternatives)) {
            for (Recommendation recommendation : group) {
                if (seen.add(recommendation.steps())) {
                    all.add(recommendation);
                }
            }
        }
        return List.copyOf(all);
    }
}
