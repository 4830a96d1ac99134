package org.gradientdoctor.remedies;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gradientdoctor.core.diagnosis.Symptom;

/**
 * What a recommendation is expected to bring, to be held against what it brings.
 *
 * @param restored of what is wrong, by the shares of the causes it answers, 0..1; NaN where no cause was measured
 * @param ends the symptoms that are expected to end
 */
public record PredictedEffect(double restored, List<Symptom> ends) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final PredictedEffect NONE = new PredictedEffect(Double.NaN, List.of());

    /**
     * @throws IllegalArgumentException where the part restored is neither NaN nor between 0 and 1
     */
    public PredictedEffect {
        if (!Double.isNaN(restored) && !(restored >= 0 && restored <= 1)) {
            throw new IllegalArgumentException(
                    "what is restored lies between 0 and 1, not at " + restored + "; give NaN where it is not known");
        }
        if (ends == null) {
            throw new IllegalArgumentException("\"ends\" is null: give the symptoms that end, List.of() for none");
        }
        ends = List.copyOf(ends);
    }

    /** Nothing is predicted. */
    public static PredictedEffect none() {
        return NONE;
    }

    public boolean isNone() {
        return Double.isNaN(restored) && ends.isEmpty();
    }

    /** That of both together: the larger part, since what they restore may be the same, and the symptoms of both. */
    PredictedEffect and(PredictedEffect other) {
        double larger = Double.isNaN(restored)
                ? other.restored
                : Double.isNaN(other.restored) ? restored : Math.max(restored, other.restored);
        Set<Symptom> both = new LinkedHashSet<>(ends);
        both.addAll(other.ends);
        return new PredictedEffect(larger, List.copyOf(both));
    }

    /** For people, half a sentence: {@code it restores 93 % of what is wrong and ends vanishing-gradient}. */
    public String statement() {
        if (isNone()) {
            return "nothing is predicted";
        }
        String part = Double.isNaN(restored) ? "" : "it restores " + Math.round(100 * restored) + " % of what is wrong";
        String end =
                ends.isEmpty() ? "" : ends.stream().map(Symptom::title).collect(Collectors.joining(", ", "ends ", ""));
        return part.isEmpty() ? "it " + end : end.isEmpty() ? part : part + " and " + end;
    }
}
