package org.gradientdoctor.core.signal;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * E[f(u₁)·f(u₂)] for a Gaussian pair of mean 0, equal variance q and correlation c.
 *
 * <p>The pair is turned by 45°: u₁ = s + d, u₂ = s − d with independent s and d of variances q(1 ± c)/2. The integrand is
 * even in d, which halves the work, its kinks in either variable are known where the other is, so that every panel ends
 * at them, and integrating over the wider of the two first leaves a function that is smooth on the scale of the
 * narrower. So it is as exact at correlations of .999 as at .5, where u₂ = c·u₁ + … is not, and c = ±1 needs no case of
 * its own: a deviation of 0 leaves one dimension. About 15 000 evaluations at q = 1.
 */
final class GaussianPairMean {
    /** Half the distance of the two turning points below which one of them serves for both: they turn on a scale of 1. */
    private static final double CLOSE = 0.5;

    private GaussianPairMean() {}

    /**
     * @param jumps where f or its slope jumps
     * @throws IllegalArgumentException if q is negative, infinite or NaN or c not within −1 … 1
     */
    static double of(DoubleUnaryOperator f, double[] jumps, double q, double c) {
        if (!(c >= -1 && c <= 1)) {
            throw new IllegalArgumentException("a correlation lies within -1 and 1, unlike " + c);
        }
        double[] kinks = withZero(jumps);
        double sum = Math.sqrt(q * (1 + c) / 2);
        double difference = Math.sqrt(q * (1 - c) / 2);
        if (c >= 0) {
            return GaussianMean.ofEven(
                    d -> GaussianMean.around(
                            s -> f.applyAsDouble(s + d) * f.applyAsDouble(s - d), 0, sum, sumsAt(kinks, d), centers(d)),
                    difference,
                    combined(kinks, -1),
                    new double[] {0});
        }
        return GaussianMean.of(
                s -> GaussianMean.ofEven(
                        d -> f.applyAsDouble(s + d) * f.applyAsDouble(s - d),
                        difference,
                        differencesAt(kinks, s),
                        centers(s)),
                0,
                sum,
                combined(kinks, 1));
    }

    /** Softsign and ELU have no kink at zero, but their slopes have. */
    private static double[] withZero(double[] kinks) {
        double[] all = Arrays.copyOf(kinks, kinks.length + 1);
        all[kinks.length] = 0;
        return all;
    }

    /** The sums s at which s + d or s − d meets a kink. */
    private static double[] sumsAt(double[] kinks, double d) {
        double[] sums = new double[2 * kinks.length];
        for (int i = 0; i < kinks.length; i++) {
            sums[2 * i] = kinks[i] - d;
            sums[2 * i + 1] = kinks[i] + d;
        }
        return sums;
    }

    /** The differences d at which s + d or s − d meets a kink. */
    private static double[] differencesAt(double[] kinks, double s) {
        double[] differences = new double[2 * kinks.length];
        for (int i = 0; i < kinks.length; i++) {
            differences[2 * i] = kinks[i] - s;
            differences[2 * i + 1] = s - kinks[i];
        }
        return differences;
    }

    private static double[] centers(double at) {
        return Math.abs(at) < CLOSE ? new double[] {0} : new double[] {-at, at};
    }

    /** Where two kinks meet, so that what is left after the first integration has a kink itself. */
    private static double[] combined(double[] kinks, int sign) {
        double[] combined = new double[kinks.length * kinks.length];
        for (int i = 0; i < kinks.length; i++) {
            for (int j = 0; j < kinks.length; j++) {
                combined[i * kinks.length + j] = (kinks[i] + sign * kinks[j]) / 2;
            }
        }
        return combined;
    }
}
