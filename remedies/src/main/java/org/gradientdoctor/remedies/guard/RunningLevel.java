package org.gradientdoctor.remedies.guard;

import java.util.Arrays;

/**
 * What a positive quantity of a training usually is, and how far above that a value lies. Means and deviations run as
 * exponential averages, as in ZClip (Kumar et al. 2025), with its factor and its warm-up; but of the logarithm, since
 * losses and gradient norms of small batches have long tails, and not below a least deviation. Near zero the logarithm goes
 * over into a straight line: it is asinh(x / unit). Values of both signs are of the unit of their usual size, so that the
 * straight line is where they are.
 */
final class RunningLevel {
    /** ZClip's smoothing: a memory of about 33 iterations. */
    private static final double SMOOTHING = .97;
    /** ZClip's warm-up: values whose median, mean and deviation begin the averages. */
    static final int WARM_UP = 25;
    /** Values at the start that others are compared with during warm-up. */
    private static final int FIRST = 3;
    /** The least deviation: what comes more closely together is not told apart by factors below 1.3. */
    private static final double LEAST_DEVIATION = .25;
    /** The largest recent value is forgotten by half in so many iterations. */
    private static final double HALF_LIFE = 5000;

    private final double linearBelow;
    private double[] first = new double[0];
    private double unit = 1;
    private double mean;
    private double variance;
    private double largest;
    private double start;
    private double startDeviation;
    private boolean ready;

    /**
     * @param linearBelow where the logarithm goes over into a straight line, as a share of the usual value
     */
    RunningLevel(double linearBelow) {
        this.linearBelow = linearBelow;
    }

    private RunningLevel(RunningLevel other) {
        this.linearBelow = other.linearBelow;
        this.first = other.first.clone();
        this.unit = other.unit;
        this.mean = other.mean;
        this.variance = other.variance;
        this.largest = other.largest;
        this.start = other.start;
        this.startDeviation = other.startDeviation;
        this.ready = other.ready;
    }

    RunningLevel copy() {
        return new RunningLevel(this);
    }

    /** Whether the warm-up is over. */
    boolean isReady() {
        return ready;
    }

    /** Whether there is any value to compare with. */
    boolean isEmpty() {
        return !ready && first.length == 0;
    }

    /** Adds a value that was let pass. */
    void add(double value) {
        if (!ready) {
            warmUp(value);
            return;
        }
        double y = logarithm(value);
        mean = SMOOTHING * mean + (1 - SMOOTHING) * y;
        variance = SMOOTHING * variance + (1 - SMOOTHING) * (y - mean) * (y - mean);
        double forgetting = 1 - Math.pow(.5, 1 / HALF_LIFE);
        largest = Math.max(y, largest - forgetting * Math.max(0, largest - mean));
    }

    /** Adds a high value that was let pass: as a largest one, but to mean and deviation only up to so many deviations. */
    void addHigh(double value, double score) {
        double y = logarithm(value);
        add(at(score));
        largest = Math.max(largest, y);
    }

    /** Lets values pass that are higher by a factor. */
    void widen(double factor) {
        largest += Math.log(factor);
    }

    private void warmUp(double value) {
        first = Arrays.copyOf(first, first.length + 1);
        first[first.length - 1] = value;
        if (first.length < WARM_UP) {
            return;
        }
        double[] magnitudes = Arrays.stream(first).map(Math::abs).sorted().toArray();
        // Values of both signs have no factor between them: only their spread tells what is far.
        boolean signed = Arrays.stream(first).min().orElse(0) < 0
                && Arrays.stream(first).max().orElse(0) > 0;
        unit = Math.max((signed ? 1 : linearBelow) * magnitudes[WARM_UP / 2], Double.MIN_NORMAL);
        double[] logarithms = Arrays.stream(first).map(this::logarithm).sorted().toArray();
        start = logarithms[WARM_UP / 2];
        largest = logarithms[WARM_UP - 1];
        mean = Arrays.stream(logarithms).average().orElse(0);
        variance = Arrays.stream(logarithms)
                .map(y -> (y - mean) * (y - mean))
                .average()
                .orElse(0);
        startDeviation = signed ? Math.sqrt(variance) : 0;
        first = new double[0];
        ready = true;
    }

    private double logarithm(double value) {
        double x = value / unit;
        // Math has no asinh; the sign apart, so that nothing cancels.
        double size = Math.abs(x);
        double asinh = size > 1e8 ? Math.log(size) + Math.log(2) : Math.log(size + Math.sqrt(size * size + 1));
        return Math.copySign(asinh, x);
    }

    private double value(double logarithm) {
        return unit * Math.sinh(logarithm);
    }

    private double deviation() {
        return Math.max(Math.sqrt(variance), LEAST_DEVIATION);
    }

    /** Standard deviations above the mean; 0 during warm-up. */
    double score(double value) {
        return ready ? (logarithm(value) - mean) / deviation() : 0;
    }

    /** The value at so many deviations above the mean. */
    double at(double score) {
        return value(mean + score * deviation());
    }

    /** The largest value that is not as many times the largest recent one, and not so many deviations above the mean. */
    double limit(double score, double factor) {
        return value(Math.max(mean + score * deviation(), largest + Math.log(factor)));
    }

    /** During warm-up, the largest of the first values: later ones may already be a fault's. */
    double largestFirst() {
        return Arrays.stream(first).limit(FIRST).map(Math::abs).max().orElse(0);
    }

    /** Whether the latest value, or the running mean after warm-up, is no higher than the best mean by a factor. */
    boolean isNear(double bestMean, double factor) {
        return ready
                ? mean <= bestMean + Math.log(factor)
                : first.length == 0 || first[first.length - 1] <= largestFirst() * factor;
    }

    /** Whether a value is at least a share of what was usual at the start. */
    boolean isNearStart(double value, double share) {
        return logarithm(value) >= start + Math.log(share);
    }

    /**
     * Whether the running mean is above what was usual at the start by a factor; where that had both signs, by so many
     * of its standard deviations as well.
     */
    boolean meanIsAboveStart(double factor, double deviations) {
        return ready && mean > start + Math.log(factor) + deviations * startDeviation;
    }

    /** The running mean, as a logarithm. */
    double mean() {
        return mean;
    }
}
