package org.gradientdoctor.remedies;

import java.util.List;
import org.gradientdoctor.core.trace.Intervention;

/**
 * Ends a training that a {@link TrainingGuard} could not heal. The message says what happened, when, what was tried, and
 * what to do. The network stands as at its last healthy snapshot: it can be used and saved.
 *
 * <p>Deeplearning4j's early-stopping trainers catch it and end with {@code TerminationReason.Error}, the message in the
 * details; where no model was saved yet, they fail with a {@code NullPointerException} instead, and {@link
 * TrainingGuard#stopped} has this one.
 */
// The list is a copy by List.copyOf, which can be serialized, though its type does not say so.
@SuppressWarnings("serial")
public final class TrainingStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<Intervention> interventions;

    TrainingStoppedException(String message, List<Intervention> interventions) {
        super(message);
        this.interventions = List.copyOf(interventions);
    }

    /** What was tried, oldest first; of many, the latest. */
    public List<Intervention> interventions() {
        return interventions;
    }
}
