package org.gradientdoctor.samples.training;

import org.gradientdoctor.remedies.Trial;

/** Shows the looks at trials of a repair as they come; how many there will be nobody knows. */
public final class TrialBar implements AutoCloseable {
    private final TrainingProgress.Bar bar;

    private TrialBar(TrainingProgress.Bar bar) {
        this.bar = bar;
    }

    /** Begins a bar. */
    public static TrialBar on(TrainingProgress progress) {
        return new TrialBar(progress.start("repair", -1, " trials"));
    }

    /** One more look at a trial. */
    public void show(Trial trial) {
        bar.step(trial.title());
    }

    @Override
    public void close() {
        bar.close();
    }
}
