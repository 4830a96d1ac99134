package org.gradientdoctor.remedies.ranking;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.PredictedEffect;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.remedy.ReduceDepth;

/**
 * A recommendation to be ranked.
 *
 * @param made the recommendation, as yet without a prediction
 * @param restored the share of what is wrong that it is expected to restore, 0..1; NaN where no cause was measured
 * @param relevance of the most relevant of its answers
 * @param ends the symptoms of this network that it answers
 */
record Candidate(Recommendation made, double restored, Relevance relevance, Set<Symptom> ends) {
    /** By what is restored, to the percent; then relevance, safety, and time per iteration, by the layers added. */
    static final Comparator<Candidate> BEST_FIRST = Comparator.<Candidate>comparingLong(
                    candidate -> -Math.round(100 * candidate.restored))
            .thenComparing(Candidate::relevance)
            .thenComparing(candidate -> candidate.made.safety())
            .thenComparingInt(Candidate::layersAdded);

    List<Remedy> steps() {
        return made.steps();
    }

    /** This where another answer comes to the same steps: what both restore, by the first one's reasons. */
    Candidate and(Candidate same) {
        Set<Symptom> both = EnumSet.noneOf(Symptom.class);
        both.addAll(ends);
        both.addAll(same.ends);
        return new Candidate(
                made,
                Math.min(1, restored + same.restored),
                relevance.compareTo(same.relevance) <= 0 ? relevance : same.relevance,
                both);
    }

    Recommendation recommendation() {
        return new Recommendation(
                made.steps(),
                made.explanation(),
                new PredictedEffect(restored, ends.stream().sorted().toList()));
    }

    private int layersAdded() {
        return steps().stream().mapToInt(Candidate::layersAdded).sum();
    }

    private static int layersAdded(Remedy step) {
        if (step instanceof InsertBatchNormalization norm) {
            return 2 * norm.layers().size();
        }
        if (step instanceof AddSkipConnections skips) {
            return skips.blocks().size();
        }
        return step instanceof LayerNormalization norm
                ? norm.layers().size()
                : step instanceof ReduceDepth shorter ? -shorter.removals().size() : 0;
    }
}
