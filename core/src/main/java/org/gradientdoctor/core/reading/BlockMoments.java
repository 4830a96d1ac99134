package org.gradientdoctor.core.reading;

/**
 * Moments and range of one block of finite numbers, by the corrected two-pass algorithm: the mean first, then squared
 * deviations from it, less what the rounding of the mean adds (Chan, Golub &amp; LeVeque 1983).
 *
 * <p>Sums run in four independent chains, so that an addition does not wait for the one before. An object serves one
 * thread and holds the answer for the block it saw last.
 */
final class BlockMoments {

    /** Squares of numbers within {@code 2^±400}, and sums of 2^31 of them, are far from the ends of double. */
    private static final int UNSCALED_EXPONENTS = 400;

    private double minimum;
    private double maximum;

    double minimum() {
        return minimum;
    }

    double maximum() {
        return maximum;
    }

    /**
     * Reads the first {@code count} elements, at least one, all finite.
     *
     * @param block changed where magnitudes call for scaling
     */
    Moments of(double[] block, int count) {
        range(block, count);
        if (minimum == maximum) {
            return constant(count);
        }
        int exponent = Math.getExponent(Math.max(-minimum, maximum));
        if (Math.abs(exponent) <= UNSCALED_EXPONENTS) {
            return aboutMean(block, count, sum(block, count) / count, 0);
        }
        return scaled(block, count, exponent);
    }

    private Moments constant(int count) {
        int exponent = Math.getExponent(minimum);
        boolean scale = minimum != 0 && Math.abs(exponent) > UNSCALED_EXPONENTS;
        return scale
                ? new Moments(count, Math.scalb(minimum, -exponent), 0, exponent)
                : new Moments(count, minimum, 0, 0);
    }

    private Moments scaled(double[] block, int count, int exponent) {
        for (int i = 0; i < count; i++) {
            block[i] = Math.scalb(block[i], -exponent);
        }
        return aboutMean(block, count, sum(block, count) / count, exponent);
    }

    private static double sum(double[] block, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            s0 += block[i];
            s1 += block[i + 1];
            s2 += block[i + 2];
            s3 += block[i + 3];
        }
        for (; i < count; i++) {
            s0 += block[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Compares in branches, which are almost never taken; Math.min, with signed zeros to mind, takes twice as long. */
    private void range(double[] block, int count) {
        double low = block[0];
        double high = low;
        double low1 = low;
        double high1 = low;
        int i = 0;
        for (; i < count - 1; i += 2) {
            double a = block[i];
            double b = block[i + 1];
            if (a < low) {
                low = a;
            }
            if (a > high) {
                high = a;
            }
            if (b < low1) {
                low1 = b;
            }
            if (b > high1) {
                high1 = b;
            }
        }
        if (i < count) {
            low = Math.min(low, block[i]);
            high = Math.max(high, block[i]);
        }
        minimum = Math.min(low, low1) + 0.0; // -0.0 becomes 0.0, so that the order of elements does not show
        maximum = Math.max(high, high1) + 0.0;
    }

    private static Moments aboutMean(double[] block, int count, double mean, int scale) {
        double d0 = 0;
        double d1 = 0;
        double d2 = 0;
        double d3 = 0;
        double q0 = 0;
        double q1 = 0;
        double q2 = 0;
        double q3 = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            double a = block[i] - mean;
            double b = block[i + 1] - mean;
            double c = block[i + 2] - mean;
            double d = block[i + 3] - mean;
            d0 += a;
            d1 += b;
            d2 += c;
            d3 += d;
            q0 += a * a;
            q1 += b * b;
            q2 += c * c;
            q3 += d * d;
        }
        for (; i < count; i++) {
            double a = block[i] - mean;
            d0 += a;
            q0 += a * a;
        }
        double correction = ((d0 + d1) + (d2 + d3)) / count;
        double squares = (q0 + q1) + (q2 + q3) - correction * correction * count;
        return new Moments(count, mean + correction, Math.max(squares, 0), scale);
    }
}
