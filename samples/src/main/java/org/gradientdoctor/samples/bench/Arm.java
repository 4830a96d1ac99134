package org.gradientdoctor.samples.bench;

import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.gradientdoctor.listeners.GradientHealthListener;

/** One way of watching a training, or none. */
enum Arm {
    NONE("no listener", Optional::empty),
    DEFAULT("Gradient Doctor, default", () -> Optional.of(GradientHealthListener.create())),
    VITAL_SIGNS(
            "Gradient Doctor, vital signs only",
            () -> Optional.of(GradientHealthListener.builder().vitalSignsOnly().build())),
    EVERY_ITERATION(
            "Gradient Doctor, full reading each iteration",
            () -> Optional.of(
                    GradientHealthListener.builder().fullReadingEvery(1).build())),
    SCORE("ScoreIterationListener(10)", () -> Optional.of(new ScoreIterationListener(10))),
    STATS_1("StatsListener, each iteration", () -> Optional.of(new StatsListener(new InMemoryStatsStorage(), 1))),
    STATS_10("StatsListener, every 10th", () -> Optional.of(new StatsListener(new InMemoryStatsStorage(), 10)));

    private final String title;
    private final Supplier<Optional<TrainingListener>> listener;

    Arm(String title, Supplier<Optional<TrainingListener>> listener) {
        this.title = title;
        this.listener = listener;
    }

    String title() {
        return title;
    }

    Optional<TrainingListener> newListener() {
        return listener.get();
    }
}
