package org.gradientdoctor.core.reading;

import java.math.BigDecimal;
import java.math.MathContext;

/** Statistics by slow means that have nothing in common with the code under test. */
final class Reference {

    private static final MathContext DIGITS = new MathContext(60);

    private Reference() {}

    /** Mean of finite numbers; every double is a decimal fraction, so that the sum is exact. */
    static double mean(double... elements) {
        return exactMean(elements).doubleValue();
    }

    static double standardDeviation(double... elements) {
        BigDecimal mean = exactMean(elements);
        BigDecimal sum = BigDecimal.ZERO;
        for (double element : elements) {
            BigDecimal deviation = new BigDecimal(element).subtract(mean);
            sum = sum.add(deviation.multiply(deviation), DIGITS);
        }
        return root(sum.divide(BigDecimal.valueOf(elements.length), DIGITS));
    }

    static double rms(double... elements) {
        return root(sumOfSquares(elements).divide(BigDecimal.valueOf(elements.length), DIGITS));
    }

    static double l2Norm(double... elements) {
        return root(sumOfSquares(elements));
    }

    static double meanMagnitude(double... elements) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double element : elements) {
            sum = sum.add(new BigDecimal(element).abs());
        }
        return sum.divide(BigDecimal.valueOf(elements.length), DIGITS).doubleValue();
    }

    static double dot(double[] a, double[] b) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(new BigDecimal(a[i]).multiply(new BigDecimal(b[i])));
        }
        return sum.doubleValue();
    }

    /** Sum with a second double for what the first one loses (Neumaier 1974): for inputs too long for decimals. */
    static double compensatedSum(double... elements) {
        double sum = 0;
        double lost = 0;
        for (double element : elements) {
            double next = sum + element;
            lost += Math.abs(sum) >= Math.abs(element) ? (sum - next) + element : (element - next) + sum;
            sum = next;
        }
        return sum + lost;
    }

    private static BigDecimal exactMean(double... elements) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double element : elements) {
            sum = sum.add(new BigDecimal(element));
        }
        return sum.divide(BigDecimal.valueOf(elements.length), new MathContext(400));
    }

    private static BigDecimal sumOfSquares(double... elements) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double element : elements) {
            BigDecimal exact = new BigDecimal(element);
            sum = sum.add(exact.multiply(exact), DIGITS);
        }
        return sum;
    }

    private static double root(BigDecimal square) {
        return square.sqrt(DIGITS).doubleValue();
    }
}
