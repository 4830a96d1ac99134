package org.gradientdoctor.listeners;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gradientdoctor.core.detect.Examination;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.listeners.capture.ReadingSchedule;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Settings for a {@link GradientHealthListener}; what is not set is as in {@link Preset#STANDARD}. */
public final class HealthListenerBuilder {
    /** Share of the training time that watching may take if nothing else is said. */
    public static final double DEFAULT_OVERHEAD_BUDGET = .01;

    private ReadingSchedule schedule = ReadingSchedule.within(DEFAULT_OVERHEAD_BUDGET);
    private Examination examination = Examination.standard();
    private long plannedIterations;
    private @Nullable Consumer<Finding> onFinding;
    private boolean isLogging = true;
    private Supplier<@Nullable HeldProbe> probe = () -> null;
    private LongSupplier clock = System::nanoTime;

    HealthListenerBuilder() {}

    /** Sets how much is measured; replaces any schedule set before. */
    public HealthListenerBuilder preset(Preset preset) {
        if (preset == null) {
            throw new IllegalArgumentException("a preset is needed; there are " + Arrays.toString(Preset.values()));
        }
        return switch (preset) {
            case ECONOMY -> vitalSignsOnly();
            case STANDARD -> overheadBudget(DEFAULT_OVERHEAD_BUDGET);
            case THOROUGH -> fullReadingEvery(1);
        };
    }

    /**
     * Full readings at the iterations 0, 1, 2, 4, 8 and so on, and whenever all watching together stays within this
     * share of the training time, which the listener measures itself.
     *
     * @param share above 0 and below 1; .01 is one percent and the default
     * @throws IllegalArgumentException if it is not
     */
    public HealthListenerBuilder overheadBudget(double share) {
        schedule = ReadingSchedule.within(share);
        return this;
    }

    /**
     * A full reading at the first of every k iterations, whatever it costs.
     *
     * @throws IllegalArgumentException if {@code k} is not positive
     */
    public HealthListenerBuilder fullReadingEvery(int k) {
        schedule = ReadingSchedule.every(k);
        return this;
    }

    /** No full readings, as in {@link Preset#ECONOMY}. */
    public HealthListenerBuilder vitalSignsOnly() {
        schedule = ReadingSchedule.never();
        return this;
    }

    /** Adds a detector of your own. */
    public HealthListenerBuilder detector(Detector detector) {
        examination = examination.with(Objects.requireNonNull(detector, "detector is null: pass an instance of yours"));
        return this;
    }

    /**
     * Silences a code such as {@code GH008}: its finding is listed as not evaluated. A detector of your own has to be
     * added before.
     *
     * @throws IllegalArgumentException if no detector has this code
     */
    public HealthListenerBuilder ignore(String code) {
        examination = examination.ignoring(code);
        return this;
    }

    /**
     * How many iterations you mean to train: what is still to come decides whether a slow layer will ever move.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public HealthListenerBuilder plannedIterations(long iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException("planned iterations are " + iterations
                    + ": give the number of minibatches in all epochs, or leave it out where unknown");
        }
        plannedIterations = iterations;
        return this;
    }

    /**
     * Is called on the training thread, after a full reading, with each finding that has become sick, or is sick in
     * another degree than before, or is sick no longer. What it throws is logged and training goes on.
     */
    public HealthListenerBuilder onFinding(Consumer<Finding> consumer) {
        onFinding = Objects.requireNonNull(consumer, "consumer is null: leave onFinding out to hear nothing");
        return this;
    }

    /** Does not log findings as they arise; faults are logged all the same. For trainings that nobody follows. */
    public HealthListenerBuilder quiet() {
        isLogging = false;
        return this;
    }

    /**
     * Also probes the network on a batch held back for this, after the first of every k iterations: always the same
     * examples, sequences whole, and time profiles of recurrent layers. Each probe costs about two training iterations
     * and counts as watching; training is bit for bit what it would be without. Off if not asked for.
     *
     * @param batch as training sees it, preprocessed alike; best none of the training's own
     * @throws IllegalArgumentException if the batch is null or {@code k} not positive; a batch that does not fit the
     *     network is told in the log and the diagnosis, and training goes on
     */
    public HealthListenerBuilder probeEvery(int k, DataSet batch) {
        requireBatch(k, batch);
        probe = () -> new HeldProbe(held -> held.read(batch, 0), k);
        return this;
    }

    /** As for a {@code DataSet}, for networks with several inputs or outputs. */
    public HealthListenerBuilder probeEvery(int k, MultiDataSet batch) {
        requireBatch(k, batch);
        probe = () -> new HeldProbe(held -> held.read(batch, 0), k);
        return this;
    }

    private static void requireBatch(int k, @Nullable Object batch) {
        if (batch == null) {
            throw new IllegalArgumentException("the held batch is null: give one, or leave probeEvery out");
        }
        if (k < 1) {
            throw new IllegalArgumentException(
                    "a probe every " + k + " iterations is not possible: give a positive number, such as 100");
        }
    }

    /** Another clock than {@link System#nanoTime}, for tests: nanoseconds from any origin. */
    public HealthListenerBuilder clock(LongSupplier nanoTime) {
        clock = Objects.requireNonNull(nanoTime, "the clock is null: leave it out for System.nanoTime");
        return this;
    }

    public GradientHealthListener build() {
        return new GradientHealthListener(
                schedule, plannedIterations, clock, examination, new FindingWatch(onFinding, isLogging), probe.get());
    }
}
