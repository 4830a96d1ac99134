package org.gradientdoctor.samples.bench;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.gradientdoctor.listeners.GradientHealthListener;

/** One way of watching a training, or none. */
enum Arm {
    NONE("no listener", clock -> Optional.empty()),
    DEFAULT(
            "Gradient Doctor, default",
            clock -> Optional.of(GradientHealthListener.builder().clock(clock).build())),
    VITAL_SIGNS(
            "Gradient Doctor, vital signs only",
            clock -> Optional.of(GradientHealthListener.builder()
                    .vitalSignsOnly()
                    .clock(clock)
                    .build())),
    EVERY_ITERATION(
            "Gradient Doctor, full reading each iteration",
            clock -> Optional.of(GradientHealthListener.builder()
                    .fullReadingEvery(1)
                    .clock(clock)
                    .build())),
    SCORE("ScoreIterationListener(10)", clock -> Optional.of(new ScoreIterationListener(10))),
    STATS_1("StatsListener, each iteration", clock -> Optional.of(new StatsListener(new InMemoryStatsStorage(), 1))),
    STATS_10("StatsListener, every 10th", clock -> Optional.of(new StatsListener(new InMemoryStatsStorage(), 10)));

    private final String title;
    private final Function<LongSupplier, Optional<TrainingListener>> listener;

    Arm(String title, Function<LongSupplier, Optional<TrainingListener>> listener) {
        this.title = title;
        this.listener = listener;
    }

    String title() {
        return title;
    }

    /** @param clock for listeners that measure their own cost: it stands still while other arms train */
    Optional<TrainingListener> newListener(LongSupplier clock) {
        return listener.apply(clock);
    }
}
