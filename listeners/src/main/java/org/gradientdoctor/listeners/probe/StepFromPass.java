package org.gradientdoctor.listeners.probe;

import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;

/**
 * Takes the step that a network's own updater makes of the gradient a probe reads, so that no pass is made twice. Not
 * where the probe's pass is not one to compare with: where there is dropout or weight noise, or where it failed.
 */
final class StepFromPass implements PassObserver {
    private final Model original;
    private final Model copy;
    private final ProbeBatch batch;
    private @Nullable OwnStep own;

    /** @param copy the probe's, whose gradient array is written over once all is read */
    StepFromPass(Model original, Model copy, ProbeBatch batch) {
        this.original = original;
        this.copy = copy;
        this.batch = batch;
    }

    @Override
    public void done(NetworkPass pass) {
        try {
            own = TrialCopy.isQuiet(copy) ? OwnStep.ofPass(original, copy, pass, batch.labelRows()) : null;
        } catch (RuntimeException e) {
            // What was read stands, and training the step another way will say what is wrong.
            own = null;
        }
    }

    /** The step with the copy to try it on; empty where it must be taken otherwise. */
    Optional<Trial> trial() {
        return Optional.ofNullable(own).map(step -> new Trial(copy, step));
    }
}
