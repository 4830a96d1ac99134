package org.gradientdoctor.remedies;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.gradientdoctor.remedies.trial.StopSignal;

/**
 * How a repair is to be made: what is measured, how much training it may cost, which remedies may be tried. What is not
 * said is as {@link #standard()} has it.
 *
 * <pre>{@code
 * RepairPlan plan = RepairPlan.builder().epochs(30).metric(Metric.f1()).timeLimit(Duration.ofMinutes(10)).build();
 * }</pre>
 */
public final class RepairPlan {
    private final RepairPlanBuilder settings;

    RepairPlan(RepairPlanBuilder settings) {
        this.settings = settings;
    }

    /**
     * 20 epochs as one plain training, the metric that fits the labels, four seeds, every remedy, up to twelve treatments
     * in each of three rounds, as many trials at a time as there are processors (four at most), no limit of time.
     */
    public static RepairPlan standard() {
        return builder().build();
    }

    public static RepairPlanBuilder builder() {
        return new RepairPlanBuilder();
    }

    /** The metric; empty where the labels decide. */
    public Optional<Metric> metric() {
        return Optional.ofNullable(settings.metric);
    }

    /** Iterations of one plain training, by which all budgets go. */
    public int iterations(int minibatches) {
        long iterations =
                settings.iterations.isPresent() ? settings.iterations.getAsInt() : (long) settings.epochs * minibatches;
        return Math.toIntExact(Math.min(iterations, Integer.MAX_VALUE));
    }

    /** Trials of each treatment, each with a seed of its own. */
    public int seeds() {
        return settings.seeds;
    }

    /** From which all seeds are derived. */
    public long seed() {
        return settings.seed;
    }

    /** Trials at a time. The result does not depend on it. */
    public int parallelTrials() {
        return settings.parallelTrials;
    }

    /** Whether this treatment may be tried. */
    public boolean allows(Recommendation recommendation) {
        return recommendation.safety().compareTo(settings.safety) <= 0
                && recommendation.steps().stream().allMatch(settings.remedies);
    }

    /** Treatments in a round at most. */
    public int treatments() {
        return settings.treatments;
    }

    /** Rounds at most, each on top of what the one before accepted. */
    public int rounds() {
        return settings.rounds;
    }

    /** Whether a network that only warns is treated, too, where the treated one is better at the end of the training. */
    public boolean treatsWarnings() {
        return settings.treatWarnings;
    }

    /** Whether an iterator that cannot be reset may be read to its end. */
    public boolean usesUpIterators() {
        return settings.useUpIterators;
    }

    /** Whether what comes back treated is to go on with the validation data among its training data. */
    public boolean usesUpValidation() {
        return settings.useUpValidation;
    }

    /** Memory that the data may take, in bytes. */
    public long dataLimit() {
        return settings.dataLimit;
    }

    /** What is told of each trial as it is looked at. */
    public Consumer<Trial> onTrial() {
        return settings.onTrial;
    }

    /** The limit of time; with one, the same plan may give another report. */
    public Optional<Duration> timeLimit() {
        return Optional.ofNullable(settings.timeLimit);
    }

    /** What ends trials before their time, counted from now. */
    public StopSignal stopSignal() {
        Duration limit = settings.timeLimit;
        return limit == null
                ? StopSignal.on(settings.cancelled)
                : StopSignal.on(
                        settings.cancelled,
                        settings.nanoTime,
                        limit.toNanos(),
                        String.format(Locale.ROOT, "%.3g s", limit.toNanos() / 1e9));
    }
}
