package org.gradientdoctor.core.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * For how many examples each unit has been quiet, over as many readings as there were: what tells a dead unit from one
 * that did not happen to be active in a batch.
 *
 * <p>A unit that is active in at least a share f of the examples stays quiet over N independent ones with a chance of
 * at most {@code (1 - f)^N}: 459 examples make 1 in 100 of f = .01.
 *
 * <p>An immutable value of 4 bytes per unit. Counts stop at {@link Integer#MAX_VALUE}.
 */
public final class UnitActivity implements Serializable {

    private static final long serialVersionUID = 1;

    private final long examplesSeen;
    private final int[] quietExamples;

    @JsonCreator
    private UnitActivity(
            @JsonProperty("examplesSeen") long examplesSeen, @JsonProperty("quietExamples") int[] quietExamples) {
        this.examplesSeen = examplesSeen;
        this.quietExamples = quietExamples;
    }

    /**
     * Before the first example.
     *
     * @throws IllegalArgumentException if there is no unit
     */
    public static UnitActivity unseen(int units) {
        if (units < 1) {
            throw new IllegalArgumentException("units is " + units + ": a layer has at least one");
        }
        return new UnitActivity(0, new int[units]);
    }

    /**
     * What is known after another reading. Units with at least one active element begin anew at 0, the others were
     * quiet for its examples as well. A unit with elements that are not finite is not judged: its count stays.
     *
     * @throws IllegalArgumentException if the summary is of another number of units
     */
    public UnitActivity after(UnitSummary next) {
        if (next.units() != units()) {
            throw new IllegalArgumentException("a summary of " + next.units() + " units says nothing about these "
                    + units() + ": keep one activity for each layer");
        }
        int[] updated = quietExamples.clone();
        for (int u = 0; u < updated.length; u++) {
            if (next.activeShare(u) > 0) {
                updated[u] = 0;
            } else if (!Double.isNaN(next.mean(u))) {
                updated[u] = (int) Math.min(Integer.MAX_VALUE, (long) updated[u] + next.examples());
            }
        }
        return new UnitActivity(examplesSeen + next.examples(), updated);
    }

    public int units() {
        return quietExamples.length;
    }

    /** Examples seen in all. */
    public long examplesSeen() {
        return examplesSeen;
    }

    /** Examples seen since the unit was last active; all of them if it never was. */
    public int quietExamples(int unit) {
        return quietExamples[unit];
    }

    /**
     * Indices of the units that have been quiet for at least so many examples, in ascending order.
     *
     * @throws IllegalArgumentException if {@code examples} is not positive
     */
    public int[] quietUnits(int examples) {
        if (examples < 1) {
            throw new IllegalArgumentException("examples is " + examples + ": no unit is quiet over no example; 459 let"
                    + " a unit that is active in 1 % of them pass for dead once in 100");
        }
        return IntStream.range(0, units())
                .filter(u -> quietExamples[u] >= examples)
                .toArray();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof UnitActivity other
                && examplesSeen == other.examplesSeen
                && Arrays.equals(quietExamples, other.quietExamples);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(examplesSeen) + Arrays.hashCode(quietExamples);
    }

    @Override
    public String toString() {
        int quiet = (int) Arrays.stream(quietExamples).filter(n -> n > 0).count();
        return "UnitActivity[units=" + units() + ", examplesSeen=" + examplesSeen + ", quiet in the last reading="
                + quiet + "]";
    }
}
