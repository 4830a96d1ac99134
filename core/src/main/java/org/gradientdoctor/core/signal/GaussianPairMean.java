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
 * its own: a deviation of 0 leaves one dimension. About 20 000 evaluations
 * at q = 1, 60 000 at 100.
 */
final class GaussianPairMean {
    /** Half the distance of the two turning points below which one of them serves for both: they turn on a scale of 1. */
    private static final double CLOSE = 0.5;

    private final DoubleUnaryOperator f;
    private final double[] kinks;
    private final double center;

    /**
     * @param kinks where f or its slope jumps
     * @param center where f turns; a kink of its slope is supposed here, as softsign and ELU have it
     */
    GaussianPairMean(DoubleUnaryOperator f, double[] kinks, double center) {
        this.f = f;
        this.kinks = Arrays.copyOf(kinks, kinks.length + 1);
        this.kinks[kinks.length] = center;
        this.center = center;
    }

    /** @throws IllegalArgumentException if q is negative, infinite or NaN or c not within −1 … 1 */
    double of(double q, double c) {
        if (!(c >= -1 && c <= 1)) {
            throw new IllegalArgumentException("a correlation lies within -1 and 1, unlike " + c);
        }
        double sum = Math.sqrt(q * (1 + c) / 2);
        double difference = Math.sqrt(q * (1 - c) / 2);
        return c >= 0
                ? GaussianMean.ofEven(d -> overSums(d, sum), difference, halved(-1), new double[] {0})
                : GaussianMean.around(s -> overDifferences(s, difference), 0, sum, halved(1), new double[] {center});
    }

    private double overSums(double d, double deviation) {
        return GaussianMean.around(s -> product(s, d), 0, deviation, meetings(d), turns(center, d));
    }

    private double overDifferences(double s, double deviation) {
        double[] meetings = new double[2 * kinks.length];
        for (int i = 0; i < kinks.length; i++) {
            meetings[2 * i] = kinks[i] - s;
            meetings[2 * i + 1] = s - kinks[i];
        }
        return GaussianMean.ofEven(d -> product(s, d), deviation, meetings, turns(0, center - s));
    }

    private double product(double s, double d) {
        return f.applyAsDouble(s + d) * f.applyAsDouble(s - d);
    }

    /** The sums s at which s + d or s − d meets a kink. */
    private double[] meetings(double d) {
        double[] sums = new double[2 * kinks.length];
        for (int i = 0; i < kinks.length; i++) {
            sums[2 * i] = kinks[i] - d;
            sums[2 * i + 1] = kinks[i] + d;
        }
        return sums;
    }

    private static double[] turns(double middle, double away) {
        return Math.abs(away) < CLOSE ? new double[] {middle} : new double[] {middle - away, middle + away};
    }

    /** Where two kinks meet, so that what is left after the first integration has a kink itself. */
    private double[] halved(int sign) {
        double[] halved = new double[kinks.length * kinks.length];
        for (int i = 0; i < kinks.length; i++) {
            for (int j = 0; j < kinks.length; j++) {
                halved[i * kinks.length + j] = (kinks[i] + sign * kinks[j]) / 2;
            }
        }
        return halved;
    }
}
