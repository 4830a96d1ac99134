package org.gradientdoctor.remedies.repair;

import java.util.Arrays;
import java.util.List;

/**
 * The rule by which treated trials are better than untreated ones: every one of them than every one of those, by a
 * margin. Of four and four this happens once in 70 times by chance where nothing was changed (complete separation, one
 * of 8! / (4! 4!) orders); the margin makes it rarer and keeps gains out that nobody would want.
 *
 * <p>All trials are measured on the same validation examples, so that a treatment can be better on these by chance in
 * all its trials at once; the margin is therefore never below the standard error of the difference of two shares. Where
 * the untreated network has learned nothing, neither need a treated one have: what it answers by chance is then all there
 * is to compare. So the margin also reaches as far above the best constant answer as {@link #luck()} does.
 *
 * <p>Eight and eight are separated by chance once in 12870 times, which needs no margin to be rare. There the margin is
 * asked of the means, so that one lucky untreated trial beside others that fail does not decide alone.
 *
 * @param floor what a network is worth that has learned nothing; untreated trials count as no worse than that. NaN where
 *     unknown
 * @param constant what the best constant answer to the validation data is worth, which no network needs to know anything
 *     for; NaN where unknown
 * @param isShare whether the metric is a share, of which a hundredth is a point
 * @param examples of the validation data; a sequence or an image counts once, whatever it has labels for
 */
record Acceptance(double floor, double constant, boolean isShare, long examples) {
    /** In shares: two points. */
    static final double POINTS = .02;
    /** In other metrics: of the distance from what a network is worth that has learned nothing. */
    static final double RELATIVE = .05;
    /** Of the standard deviation of untreated trials over their seeds. */
    static final double SPREAD = .5;

    /**
     * Standard errors of a share that a network which knows nothing exceeds by chance about once in 200 times (one-sided,
     * normal). A repair compares about ten treatments, so that about one in twenty has such luck, where all four trials
     * have learned the same noise and count as one; otherwise fewer.
     */
    static final double LUCK = 2.576;

    /** Of untreated trials: so many that their order alone is proof. */
    static final int MANY = 8;

    /** The worst of the treated minus the best of the untreated; above the margin is better. */
    private double lead(double[] treated, double[] untreated) {
        return Arrays.stream(orWorst(treated)).min().orElse(Double.NEGATIVE_INFINITY) - best(untreated);
    }

    boolean isBetter(double[] treated, double[] untreated) {
        // Where none of either has a finite answer the lead is NaN, which is above nothing.
        return untreated.length < MANY
                ? lead(treated, untreated) > margin(untreated)
                : isBetterOnAverage(treated, untreated);
    }

    /**
     * Whether a treated trial is better than each group of untreated ones, such as those on other training data, by what
     * seeds make of the group that scatters most: one of a single trial has no spread of its own, and how far groups are
     * apart is none.
     */
    boolean isBetterThanEach(double treated, List<double[]> groups) {
        double widest = groups.stream().mapToDouble(this::scatter).max().orElse(Double.NaN);
        double[] single = {treated};
        return groups.stream().allMatch(group -> {
            double margin = Math.max(widest, margin(group));
            return lead(single, group) > (group.length < MANY ? margin : 0) && meanLead(single, group) > margin;
        });
    }

    /** Whether every treated trial is better than every untreated one, and their means differ by the margin. */
    boolean isBetterOnAverage(double[] treated, double[] untreated) {
        return isSeparated(treated, untreated) && meanLead(treated, untreated) > margin(untreated);
    }

    /** Whether every treated trial is better than every untreated one. */
    boolean isSeparated(double[] treated, double[] untreated) {
        return lead(treated, untreated) > 0;
    }

    /**
     * The mean of the treated minus that of the untreated. Untreated trials that have no finite answer, where it is not
     * known what that is worth, are no measure of how far the others are exceeded.
     */
    double meanLead(double[] treated, double[] untreated) {
        return Arrays.stream(floored(treated)).average().orElse(Double.NEGATIVE_INFINITY)
                - Arrays.stream(floored(untreated))
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NEGATIVE_INFINITY);
    }

    /** How much better treated trials have to be than these. */
    double margin(double[] untreated) {
        double luck = luck();
        return luck > 0 ? Math.max(scatter(untreated), constant + luck - best(untreated)) : scatter(untreated);
    }

    /** The margin without luck: what seeds and the choice of validation examples make of a network's worth. */
    double scatter(double[] untreated) {
        double[] known =
                Arrays.stream(floored(untreated)).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(known).average().orElse(0);
        double variance = known.length < 2
                ? 0
                : Arrays.stream(known)
                                .map(value -> (value - mean) * (value - mean))
                                .sum()
                        / (known.length - 1);
        double least =
                isShare ? Math.max(POINTS, error(mean)) : Double.isNaN(floor) ? 0 : RELATIVE * Math.abs(mean - floor);
        return Math.max(least, SPREAD * Math.sqrt(variance));
    }

    /** The standard error of the difference of two shares near this one, each of all examples (binomial). */
    private double error(double share) {
        double p = Math.min(1, Math.max(0, share));
        return Math.sqrt(2 * p * (1 - p) / examples);
    }

    /**
     * How far above the best constant answer a network comes by luck that has learned nothing of use: {@link #LUCK}
     * standard errors of a share of all examples, by the normal approximation. Where the constant answer is right in a share
     * p of more than half of them, k other answers gain -k (2p - 1) examples on average with a variance of 4 k p (1 - p):
     * whatever k is, they are ahead by no more than LUCK² p (1 - p) / (2p - 1) examples in as rare a case; of a few
     * examples that is inexact, and the other parts of the margin are what counts. To answer all of them right is always
     * enough. 0 where no share is measured or it is not known what the constant answer is worth. For other shares than
     * those of right answers (F₁) this is no more than a hint.
     */
    double luck() {
        if (!isShare || !(constant > 0 && constant < 1)) {
            return 0;
        }
        double variance = constant * (1 - constant);
        double belowAll = Math.max(0, 1 - constant - .5 / examples);
        double any = Math.min(LUCK * Math.sqrt(variance / examples), belowAll);
        return constant > .5 ? Math.min(any, LUCK * LUCK * variance / ((2 * constant - 1) * examples)) : any;
    }

    /** Whether every treated trial is worse than every untreated one. */
    boolean isWorse(double[] treated, double[] untreated) {
        return Arrays.stream(orWorst(treated)).max().orElse(0)
                < Arrays.stream(orWorst(untreated)).min().orElse(0);
    }

    private double best(double[] untreated) {
        return Arrays.stream(floored(untreated)).max().orElse(Double.POSITIVE_INFINITY);
    }

    private double[] floored(double[] values) {
        double least = Double.isNaN(floor) ? Double.NEGATIVE_INFINITY : floor;
        return Arrays.stream(orWorst(values))
                .map(value -> Math.max(value, least))
                .toArray();
    }

    private static double[] orWorst(double[] values) {
        return Arrays.stream(values)
                .map(value -> Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value)
                .toArray();
    }
}
