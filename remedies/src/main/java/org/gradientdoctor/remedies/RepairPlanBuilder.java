package org.gradientdoctor.remedies;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Settings for a {@link RepairPlan}; what is not set is as in {@link RepairPlan#standard}. */
public final class RepairPlanBuilder {
    private static final int MOST_PARALLEL = 4;
    private static final long GIBIBYTE = 1L << 30;

    @Nullable
    Metric metric;

    OptionalInt iterations = OptionalInt.empty();
    int epochs = 20;
    int seeds = 4;
    long seed = 1;
    int parallelTrials = Math.min(MOST_PARALLEL, Runtime.getRuntime().availableProcessors());
    SafetyClass safety = SafetyClass.RESETS_PARAMETERS;
    Predicate<Remedy> remedies = remedy -> true;
    int treatments = 12;
    int rounds = 3;
    boolean treatWarnings = true;
    boolean useUpIterators;
    boolean useUpValidation;
    long dataLimit = GIBIBYTE;
    Consumer<Trial> onTrial = trial -> {};
    BooleanSupplier cancelled = () -> false;

    @Nullable
    Duration timeLimit;

    LongSupplier nanoTime = System::nanoTime;

    RepairPlanBuilder() {}

    /** By what trials are compared; without it, what fits the labels: accuracy, or variance explained. */
    public RepairPlanBuilder metric(Metric metric) {
        this.metric = required(metric, "metric");
        return this;
    }

    /**
     * One plain training is so many passes over the training data; 20 if nothing is said.
     *
     * @throws IllegalArgumentException if not positive
     */
    public RepairPlanBuilder epochs(int epochs) {
        this.epochs = positive(epochs, "epochs");
        this.iterations = OptionalInt.empty();
        return this;
    }

    /**
     * One plain training is so many minibatches.
     *
     * @throws IllegalArgumentException if not positive
     */
    public RepairPlanBuilder iterations(int iterations) {
        this.iterations = OptionalInt.of(positive(iterations, "iterations"));
        return this;
    }

    /** Another seed gives other weights, another order of data, and perhaps another report; 1 if nothing is said. */
    public RepairPlanBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Trials of each treatment and of none. Of n and n, all of the ones are better than all of the others by chance
     * once in 6 times for 2, 20 for 3, 70 for 4 (the default), 252 for 5. Where only the margin is missing and nothing
     * else was accepted, plans of 4 to 7 go on to twice as many; from 8 on the margin is asked of the means.
     *
     * @throws IllegalArgumentException if below 2
     */
    public RepairPlanBuilder seeds(int seeds) {
        if (seeds < 2) {
            throw new IllegalArgumentException(
                    "one trial of each cannot tell a remedy from luck: give at least 2 seeds, better 4, not " + seeds);
        }
        this.seeds = seeds;
        return this;
    }

    /**
     * Trials at a time; each takes one processor and the memory of a training of its own.
     *
     * @throws IllegalArgumentException if not positive
     */
    public RepairPlanBuilder parallelTrials(int trials) {
        this.parallelTrials = positive(trials, "parallel trials");
        return this;
    }

    /** The gravest that a treatment may do to what was learned; everything if nothing is said. */
    public RepairPlanBuilder atMost(SafetyClass safety) {
        this.safety = required(safety, "safety class");
        return this;
    }

    /** Only treatments all of whose remedies pass this. */
    public RepairPlanBuilder remedies(Predicate<Remedy> allowed) {
        this.remedies = required(allowed, "predicate of remedies");
        return this;
    }

    /**
     * Treatments to be tried in a round at most; twelve if nothing is said.
     *
     * @throws IllegalArgumentException if not positive
     */
    public RepairPlanBuilder treatments(int treatments) {
        this.treatments = positive(treatments, "treatments");
        return this;
    }

    /**
     * Rounds at most, where symptoms remain after a treatment was accepted; three if nothing is said.
     *
     * @throws IllegalArgumentException if not positive
     */
    public RepairPlanBuilder rounds(int rounds) {
        this.rounds = positive(rounds, "rounds");
        return this;
    }

    /** Whether a network is treated in which nothing fails but something warns; it is if nothing is said. */
    public RepairPlanBuilder treatWarnings(boolean treat) {
        this.treatWarnings = treat;
        return this;
    }

    /** Whether an iterator that cannot be reset may be read to its end, once; not if nothing is said. */
    public RepairPlanBuilder useUpIterators(boolean useUp) {
        this.useUpIterators = useUp;
        return this;
    }

    /**
     * Whether what comes back treated goes on for two fifths of a plain training with the validation data among its
     * training data, once its worth is shown on them. They are used up by that: what the report says is from before, and
     * only other data can tell more. Examples that are not finite or far too large stay out. The network comes back as it
     * was where going on fails, is stopped, changes nothing, makes something in it fail or makes it worse on all these data
     * together (by a metric that is a function of one's own: by what that says); the summary says what was done. Not if
     * nothing is said.
     */
    public RepairPlanBuilder useUpValidation(boolean useUp) {
        this.useUpValidation = useUp;
        return this;
    }

    /**
     * Memory that training and validation data may take each, in bytes; 1 GiB if nothing is said.
     *
     * @throws IllegalArgumentException if not positive
     */
    public RepairPlanBuilder dataLimit(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("the data limit is to be positive bytes, not " + bytes);
        }
        this.dataLimit = bytes;
        return this;
    }

    /** Is told of every trial at each look, on the calling thread. What it throws ends the repair. */
    public RepairPlanBuilder onTrial(Consumer<Trial> consumer) {
        this.onTrial = required(consumer, "consumer of trials");
        return this;
    }

    /** Is asked after every iteration, on several threads, whether the repair shall end. */
    public RepairPlanBuilder cancelWhen(BooleanSupplier cancelled) {
        this.cancelled = required(cancelled, "condition to cancel");
        return this;
    }

    /**
     * Ends the repair after this time, with what was found by then.
     *
     * @throws IllegalArgumentException if not positive
     */
    public RepairPlanBuilder timeLimit(Duration limit) {
        required(limit, "time limit");
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a time limit of " + limit + " leaves nothing to try in");
        }
        this.timeLimit = limit;
        return this;
    }

    /** Another clock than {@link System#nanoTime}, for tests: nanoseconds from any origin. */
    public RepairPlanBuilder clock(LongSupplier nanoTime) {
        this.nanoTime = required(nanoTime, "clock");
        return this;
    }

    public RepairPlan build() {
        RepairPlanBuilder settings = new RepairPlanBuilder();
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
        settings.useUpValidation = useUpValidation;
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
