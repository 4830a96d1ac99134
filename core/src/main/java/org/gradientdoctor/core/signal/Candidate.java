package org.gradientdoctor.core.signal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;

/**
 * A suspected cause.
 *
 * @param decades what healing it alone would restore, in decades of the error signal; for causes that act in time, not
 *     in depth, the decades by which their dose exceeds a healthy one
 * @param layers where, from input to output
 * @param explanation the numbers, in a sentence
 */
record Candidate(Cause cause, double decades, List<String> layers, String explanation) {
    /** Less than a factor of two is within what healthy nets show, and is no cause. */
    static final double LEAST = 0.3;
    /** All that float can hold, and so the most that anything can weigh. */
    static final double MOST = -DepthTrend.FLOOR;

    Candidate {
        decades = Double.isNaN(decades) ? 0 : Math.min(Math.max(decades, 0), MOST);
    }

    /** Two of the same cause, as one. */
    Candidate with(Candidate other) {
        Set<String> both = new LinkedHashSet<>(layers);
        both.addAll(other.layers);
        return new Candidate(
                cause, decades + other.decades, List.copyOf(both), explanation + "; besides, " + other.explanation);
    }

    /** The same with another sentence. */
    Candidate noting(String sentence) {
        return new Candidate(cause, decades, layers, explanation + ". " + sentence);
    }

    boolean counts() {
        return decades >= LEAST;
    }
}
