package org.gradientdoctor.core.diagnosis;

import java.util.Collection;

/** A detector's answer, or the verdict of a whole diagnosis. */
public enum Outcome {
    /** What was needed could not be read; the finding says why. Never to be taken for healthy. */
    NOT_EVALUATED,
    /** Evaluated, and nothing wrong. */
    HEALTHY,
    /** Something has the structure of a sickness; that it does harm is not shown. */
    WARNING,
    /** Sick: structure, consequence and persistence agree, or a value is no longer finite. */
    FAILING;

    /** The gravest of these; {@link #NOT_EVALUATED} only where nothing was evaluated. */
    public static Outcome gravest(Collection<Outcome> outcomes) {
        return outcomes.stream().max(Enum::compareTo).orElse(NOT_EVALUATED);
    }

    /** Whether something is wrong. */
    public boolean isSick() {
        return this == WARNING || this == FAILING;
    }
}
