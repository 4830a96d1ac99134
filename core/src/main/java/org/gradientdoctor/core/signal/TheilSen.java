package org.gradientdoctor.core.signal;

import java.util.Arrays;

/**
 * The Theil–Sen slope (Sen 1968): the median of the slopes through all pairs of points. Up to 29 % of the points may be
 * anything without moving it much.
 */
public final class TheilSen {
    private TheilSen() {}

    /**
     * The slope of y over its index, per step.
     *
     * @param y evenly spaced values; non-finite ones are left out
     * @return NaN with fewer than two finite values
     */
    public static double slope(double... y) {
        double[] slopes = new double[y.length * (y.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < y.length; i++) {
            for (int j = i + 1; j < y.length; j++) {
                double slope = (y[j] - y[i]) / (j - i);
                if (Double.isFinite(slope)) {
                    slopes[count++] = slope;
                }
            }
        }
        return median(Arrays.copyOf(slopes, count));
    }

    /** The median; NaN of nothing. The array is sorted by this call. */
    public static double median(double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        int n = values.length;
        return (values[(n - 1) / 2] + values[n / 2]) / 2;
    }
}
