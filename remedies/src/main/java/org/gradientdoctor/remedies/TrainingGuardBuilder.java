package org.gradientdoctor.remedies;

import org.gradientdoctor.remedies.guard.GuardSettings;

/**
 * Options of a {@link TrainingGuard}. The defaults are meant to let every healthy training pass untouched; {@code
 * docs/guard.md} says where they come from.
 */
public final class TrainingGuardBuilder {
    private final GuardSettings standard = GuardSettings.standard();
    private double spikeScore = standard.spikeScore();
    private double normFactor = standard.normFactor();
    private double lossFactor = standard.lossFactor();
    private int snapshotEvery = standard.snapshotEvery();
    private int window = standard.window();
    private int spikesInWindow = standard.spikesInWindow();
    private int quiet = standard.quiet();
    private double lowering = standard.lowering();
    private int lowerings = standard.lowerings();
    private int deadBatches = standard.deadBatches();

    TrainingGuardBuilder() {}

    /**
     * From how many standard deviations above the running mean of its logarithm on a loss or a gradient norm may be a
     * spike; 5 by default, twice ZClip's threshold, which is meant to clip in healthy training, too.
     *
     * @throws IllegalArgumentException where it is not positive and finite
     */
    public TrainingGuardBuilder spikeScore(double deviations) {
        spikeScore = positive("the spike score", deviations);
        return this;
    }

    /**
     * How many times the largest recent gradient norm a spike has to be; 10 by default: noise of batches seldom reaches
     * that.
     *
     * @throws IllegalArgumentException where it is not above 1 and finite
     */
    public TrainingGuardBuilder normFactor(double ratio) {
        normFactor = aboveOne("the factor of norms", ratio);
        return this;
    }

    /**
     * How many times the largest recent loss a jump has to be; 2 by default.
     *
     * @throws IllegalArgumentException where it is not above 1 and finite
     */
    public TrainingGuardBuilder lossFactor(double ratio) {
        lossFactor = aboveOne("the factor of losses", ratio);
        return this;
    }

    /**
     * Iterations between snapshots; 10 by default, so that going back loses 20 or 30 iterations and copying costs a tenth
     * of a copy per iteration.
     *
     * @throws IllegalArgumentException where it is not positive
     */
    public TrainingGuardBuilder snapshotEvery(int iterations) {
        snapshotEvery = positive("the number of iterations between snapshots", iterations);
        return this;
    }

    /**
     * Troubles within so many iterations come one after the other; 100 by default.
     *
     * @throws IllegalArgumentException where it is not positive
     */
    public TrainingGuardBuilder window(int iterations) {
        window = positive("the window", iterations);
        return this;
    }

    /**
     * How many clipped or skipped steps in a window are rare; 5 by default. More lower the rate. Batches with NaN do not
     * count: no rate makes them finite.
     *
     * @throws IllegalArgumentException where it is negative
     */
    public TrainingGuardBuilder spikesInWindow(int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("the number of spikes in a window is " + steps + ": give 0 or more");
        }
        spikesInWindow = steps;
        return this;
    }

    /**
     * Iterations without trouble before the rate is raised by one step; 100 by default.
     *
     * @throws IllegalArgumentException where it is not positive
     */
    public TrainingGuardBuilder quiet(int iterations) {
        quiet = positive("the quiet stretch", iterations);
        return this;
    }

    /**
     * What one lowering multiplies all learning rates by; one half by default.
     *
     * @throws IllegalArgumentException where it is not between 0 and 1
     */
    public TrainingGuardBuilder lowering(double factor) {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("the lowering is " + factor + ": give a factor between 0 and 1");
        }
        lowering = factor;
        return this;
    }

    /**
     * How often the rate is lowered before training is stopped; 10 by default: with one half, to a thousandth.
     *
     * @throws IllegalArgumentException where it is negative
     */
    public TrainingGuardBuilder lowerings(int times) {
        if (times < 0) {
            throw new IllegalArgumentException("the number of lowerings is " + times + ": give 0 or more");
        }
        lowerings = times;
        return this;
    }

    /**
     * Batches in a row that are not finite at healthy parameters before training is stopped; 50 by default.
     *
     * @throws IllegalArgumentException where it is not positive
     */
    public TrainingGuardBuilder deadBatches(int batches) {
        deadBatches = positive("the number of dead batches", batches);
        return this;
    }

    /** A guard for one network. */
    public TrainingGuard build() {
        return new TrainingGuard(new GuardSettings(
                spikeScore,
                normFactor,
                lossFactor,
                snapshotEvery,
                window,
                spikesInWindow,
                quiet,
                lowering,
                lowerings,
                deadBatches));
    }

    private static double positive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " is " + value + ": give a positive, finite number");
        }
        return value;
    }

    private static int positive(String what, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " is " + value + ": give 1 or more");
        }
        return value;
    }

    private static double aboveOne(String what, double value) {
        if (!(value > 1 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " is " + value + ": give a finite number above 1");
        }
        return value;
    }
}
