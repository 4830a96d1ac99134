package org.gradientdoctor.remedies;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.gradientdoctor.remedies.trial.StopSignal;
import org.jspecify.annotations.Nullable;

/**
 * How a repair is to be made: what is measured, how much training it may cost, which remedies may be tried. What is not
 * said is as {@link #standard()} has it.
 *
 * <pre>{@code
 * RepairPlan plan = RepairPlan.builder().epochs(30).metric(Metric.f1()).timeLimit(Duration.ofMinutes(10)).build();
 * }</pre>
 */
public final class RepairPlan {
    private final Builder settings;

    private RepairPlan(Builder settings) {
        this.settings = settings;
    }

    /**
     * 20 epochs as one plain training, the metric that fits the labels, four seeds, every remedy, up to twelve treatments
     * in each of three rounds, as many trials at a time as there are processors (four at most), no limit of time.
     */
    public static RepairPlan standard() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
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

    /** Collects what is to be different. */
    public static final class Builder {
        private static final int MOST_PARALLEL = 4;
        private static final long GIBIBYTE = 1L << 30;

        private @Nullable Metric metric;
        private OptionalInt iterations = OptionalInt.empty();
        private int epochs = 20;
        private int seeds = 4;
        private long seed = 1;
        private int parallelTrials =
                Math.min(MOST_PARALLEL, Runtime.getRuntime().availableProcessors());
        private SafetyClass safety = SafetyClass.RESETS_PARAMETERS;
        private Predicate<Remedy> remedies = remedy -> true;
        private int treatments = 12;
        private int rounds = 3;
        private boolean treatWarnings = true;
        private boolean useUpIterators;
        private long dataLimit = GIBIBYTE;
        private Consumer<Trial> onTrial = trial -> {};
        private BooleanSupplier cancelled = () -> false;
        private @Nullable Duration timeLimit;
        private LongSupplier nanoTime = System::nanoTime;

        private Builder() {}

        /** By what trials are compared; without it, what fits the labels: accuracy, or variance explained. */
        public Builder metric(Metric metric) {
            this.metric = required(metric, "metric");
            return this;
        }

        /**
         * One plain training is so many passes over the training data; 20 if nothing is said.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder epochs(int epochs) {
            this.epochs = positive(epochs, "epochs");
            this.iterations = OptionalInt.empty();
            return this;
        }

        /**
         * One plain training is so many minibatches.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder iterations(int iterations) {
            this.iterations = OptionalInt.of(positive(iterations, "iterations"));
            return this;
        }

        /** Another seed gives other weights, another order of data, and perhaps another report; 1 if nothing is said. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Trials of each treatment and of none. Of n and n, all of the ones are better than all of the others by chance
         * once in 6 times for 2, 20 for 3, 70 for 4 (the default), 252 for 5.
         *
         * @throws IllegalArgumentException if below 2
         */
        public Builder seeds(int seeds) {
            if (seeds < 2) {
                throw new IllegalArgumentException(
                        "one trial of each cannot tell a remedy from luck: give at least 2 seeds, better 4, not "
                                + seeds);
            }
            this.seeds = seeds;
            return this;
        }

        /**
         * Trials at a time; each takes one processor and the memory of a training of its own.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder parallelTrials(int trials) {
            this.parallelTrials = positive(trials, "parallel trials");
            return this;
        }

        /** The gravest that a treatment may do to what was learned; everything if nothing is said. */
        public Builder atMost(SafetyClass safety) {
            this.safety = required(safety, "safety class");
            return this;
        }

        /** Only treatments all of whose remedies pass this. */
        public Builder remedies(Predicate<Remedy> allowed) {
            this.remedies = required(allowed, "predicate of remedies");
            return this;
        }

        /**
         * Treatments to be tried in a round at most; twelve if nothing is said.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder treatments(int treatments) {
            this.treatments = positive(treatments, "treatments");
            return this;
        }

        /**
         * Rounds at most, where symptoms remain after a treatment was accepted; three if nothing is said.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder rounds(int rounds) {
            this.rounds = positive(rounds, "rounds");
            return this;
        }

        /** Whether a network is treated in which nothing fails but something warns; it is if nothing is said. */
        public Builder treatWarnings(boolean treat) {
            this.treatWarnings = treat;
            return this;
        }

        /** Whether an iterator that cannot be reset may be read to its end, once; not if nothing is said. */
        public Builder useUpIterators(boolean useUp) {
            this.useUpIterators = useUp;
            return this;
        }

        /**
         * Memory that training and validation data may take each, in bytes; 1 GiB if nothing is said.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder dataLimit(long bytes) {
            if (bytes <= 0) {
                throw new IllegalArgumentException("the data limit is to be positive bytes, not " + bytes);
            }
            this.dataLimit = bytes;
            return this;
        }

        /** Is told of every trial at each look, on the calling thread. What it throws ends the repair. */
        public Builder onTrial(Consumer<Trial> consumer) {
            this.onTrial = required(consumer, "consumer of trials");
            return this;
        }

        /** Is asked after every iteration, on several threads, whether the repair shall end. */
        public Builder cancelWhen(BooleanSupplier cancelled) {
            this.cancelled = required(cancelled, "condition to cancel");
            return this;
        }

        /**
         * Ends the repair after this time, with what was found by then.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder timeLimit(Duration limit) {
            required(limit, "time limit");
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("a time limit of " + limit + " leaves nothing to try in");
            }
            this.timeLimit = limit;
            return this;
        }

        /** Another clock than {@link System#nanoTime}, for tests: nanoseconds from any origin. */
        public Builder clock(LongSupplier nanoTime) {
            this.nanoTime = required(nanoTime, "clock");
            return this;
        }

        public RepairPlan build() {
            Builder settings = new Builder();
            settings.metric = metric;
            settings.iterations = iterations;
            settings.epochs = epochs;
            settings.seeds = seeds;
            settings.seed = seed;
            settings.parallelTrials = parallelTrials;
            settings.safety = safety;
            settings.remedies = remedies;
            settings.treatments = treatments;
            settings.rounds = rounds;
            settings.treatWarnings = treatWarnings;
            settings.useUpIterators = useUpIterators;
            settings.dataLimit = dataLimit;
            settings.onTrial = onTrial;
            settings.cancelled = cancelled;
            settings.timeLimit = timeLimit;
            settings.nanoTime = nanoTime;
            return new RepairPlan(settings);
        }

        private static int positive(int number, String what) {
            if (number < 1) {
                throw new IllegalArgumentException(what + " of a repair plan are to be positive, not " + number);
            }
            return number;
        }

        private static <T> T required(@Nullable T value, String what) {
            if (value == null) {
                throw new IllegalArgumentException(
                        "the " + what + " of a repair plan is null: leave the setting out" + " for what is usual");
            }
            return value;
        }
    }
}
