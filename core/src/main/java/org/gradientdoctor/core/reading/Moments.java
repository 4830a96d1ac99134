package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * Count, mean and sum of squared deviations from the mean, of finite numbers.
 *
 * <p>The numbers are {@code 2^scale} times those that mean and squares are about. The scale is 0 while the largest
 * magnitude lies between {@code 2^-400} and {@code 2^400} (always for float and half), so that squares neither
 * overflow nor vanish.
 *
 * @param count how many numbers
 * @param mean their mean, in units of {@code 2^scale}
 * @param squares sum of squared deviations from the mean, in units of {@code 4^scale}
 * @param scale binary exponent of the unit
 */
record Moments(long count, double mean, double squares, int scale) implements Serializable {

    static final Moments NONE = new Moments(0, 0, 0, 0);

    /** The moments of numbers some of which are not finite, and so have none. */
    static Moments undefined(long count) {
        return new Moments(count, Double.NaN, Double.NaN, 0);
    }

    /**
     * The moments of both sets of numbers together.
     *
     * <p>Source: T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing the sample variance: analysis and
     * recommendations", The American Statistician 37 (1983).
     */
    Moments merge(Moments other) {
        if (other.count == 0) {
            return this;
        }
        if (count == 0) {
            return other;
        }
        int unit = commonScale(other);
        Moments a = inUnitsOf(unit);
        Moments b = other.inUnitsOf(unit);
        long both = a.count + b.count;
        double shareOfB = (double) b.count / both;
        double delta = b.mean - a.mean;
        return new Moments(
                both, a.mean + delta * shareOfB, a.squares + b.squares + delta * delta * (a.count * shareOfB), unit);
    }

    /** Mean, NaN where there are no numbers. */
    double valueMean() {
        return count == 0 ? Double.NaN : Math.scalb(mean, scale);
    }

    /** Population variance; may overflow or vanish where the deviation does not. */
    double variance() {
        return Math.scalb(squares / count, 2 * scale);
    }

    double standardDeviation() {
        return Math.scalb(Math.sqrt(squares / count), scale);
    }

    double rms() {
        return Math.scalb(Math.sqrt(squares / count + mean * mean), scale);
    }

    double meanSquare() {
        return Math.scalb(squares / count + mean * mean, 2 * scale);
    }

    /** Root of the sum of squares, NaN where there are no numbers. */
    double l2Norm() {
        return count == 0 ? Double.NaN : Math.scalb(Math.sqrt(squares + count * mean * mean), scale);
    }

    private int commonScale(Moments other) {
        if (isZero()) {
            return other.scale;
        }
        return other.isZero() ? scale : Math.max(scale, other.scale);
    }

    private boolean isZero() {
        return mean == 0 && squares == 0;
    }

    private Moments inUnitsOf(int unit) {
        int shift = scale - unit;
        return shift == 0 ? this : new Moments(count, Math.scalb(mean, shift), Math.scalb(squares, 2 * shift), unit);
    }
}
