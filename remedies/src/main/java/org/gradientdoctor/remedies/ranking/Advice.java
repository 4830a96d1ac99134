package org.gradientdoctor.remedies.ranking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.composition.Conflicts;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;

/** Recommendations being collected, none twice and none that the network refuses. */
final class Advice {
    /** More than these nobody tries. */
    private static final int MOST = 12;

    private final Patient patient;
    /** In the order given, whatever they promise. */
    private final Map<List<Remedy>, Candidate> first = new LinkedHashMap<>();

    private final Map<List<Remedy>, Candidate> ranked = new LinkedHashMap<>();
    private final Map<List<Remedy>, Candidate> last = new LinkedHashMap<>();

    Advice(Patient patient) {
        this.patient = patient;
    }

    /** Adds what comes before all others. */
    void first(Prescription prescription, String explanation, double restored, Relevance relevance, Set<Symptom> ends) {
        put(first, prescription, explanation, restored, relevance, ends);
    }

    /** Adds what is ranked by what it restores. */
    void rank(Prescription prescription, String explanation, double restored, Relevance relevance, Set<Symptom> ends) {
        put(ranked, prescription, explanation, restored, relevance, ends);
    }

    /** Adds what comes behind all others. */
    void last(Prescription prescription, String explanation, Relevance relevance, Set<Symptom> ends) {
        put(last, prescription, explanation, Double.NaN, relevance, ends);
    }

    private void put(
            Map<List<Remedy>, Candidate> group,
            Prescription prescription,
            String explanation,
            double restored,
            Relevance relevance,
            Set<Symptom> ends) {
        whole(prescription.steps(), explanation)
                .ifPresent(made ->
                        group.merge(made.steps(), new Candidate(made, restored, relevance, ends), Candidate::and));
    }

    /**
     * No treatment helps weights that are NaN or infinite: whatever is computed from them is, too. Where the steps leave
     * any, they are drawn anew with them. Empty where the network refuses that.
     */
    private Optional<Recommendation> whole(List<Remedy> steps, String explanation) {
        if (!patient.accepts(steps)) {
            return Optional.empty();
        }
        Map<String, Initialization> missing = new LinkedHashMap<>(patient.wholeNetwork());
        missing.keySet().removeAll(Conflicts.drawn(steps));
        if (!patient.isPoisoned() || missing.isEmpty()) {
            return patient.hidesBy(steps) ? Optional.empty() : Optional.of(new Recommendation(steps, explanation));
        }
        List<Remedy> more = new ArrayList<>();
        more.add(new ReinitializeWeights(missing, patient.seed()));
        more.addAll(steps);
        return patient.accepts(more) && !patient.hidesBy(more)
                ? Optional.of(new Recommendation(
                        more,
                        explanation + " Parameters of " + patient.poisonedLayers()
                                + " layers are no longer finite, so all weights have to be drawn anew as well."))
                : Optional.empty();
    }

    /** The best, the first of them one that can be applied without data where there is any. */
    List<Recommendation> all() {
        Map<List<Remedy>, Candidate> all = new LinkedHashMap<>();
        all.putAll(first);
        ranked.values().stream()
                .sorted(Candidate.BEST_FIRST)
                .forEach(candidate -> all.putIfAbsent(candidate.steps(), candidate));
        last.forEach(all::putIfAbsent);
        List<Recommendation> best = new ArrayList<>(
                all.values().stream().map(Candidate::recommendation).toList());
        best.stream()
                .filter(recommendation -> !recommendation.needsData())
                .findFirst()
                .ifPresent(recommendation -> {
                    best.remove(recommendation);
                    best.add(0, recommendation);
                });
        return List.copyOf(best.subList(0, Math.min(MOST, best.size())));
    }
}
