package org.gradientdoctor.core.detect;

import java.util.Arrays;
import org.gradientdoctor.core.signal.TheilSen;

/**
 * Whether a series rises or falls beyond its own noise: Theil–Sen for the slope, the test of Mann (1945) and Kendall
 * for its significance, both over means of blocks, so that one wild batch weighs little.
 *
 * @param slope per element of the series
 * @param z standard normal under "no trend"; 0 where there are too few elements to tell
 */
record Trend(double slope, double z) {
    /** Two-sided chance of 1 % under no trend. */
    static final double SIGNIFICANT = 2.58;
    /** Blocks: enough for the normal approximation of Kendall's statistic (10 or more), few enough to be fast. */
    private static final int BLOCKS = 25;
    /** Fewer elements say nothing of a trend. */
    private static final int FEWEST = 8;

    static Trend of(double... series) {
        if (series.length < FEWEST) {
            return new Trend(0, 0);
        }
        int blocks = Math.min(BLOCKS, series.length);
        double[] means = blockMeans(series, blocks);
        double s = 0;
        for (int i = 0; i < blocks; i++) {
            for (int j = i + 1; j < blocks; j++) {
                s += Math.signum(means[j] - means[i]);
            }
        }
        double variance = blocks * (blocks - 1.0) * (2.0 * blocks + 5) / 18;
        double corrected = Math.signum(s) * Math.max(0, Math.abs(s) - 1);
        return new Trend(TheilSen.slope(means) * blocks / series.length, corrected / Math.sqrt(variance));
    }

    boolean falls() {
        return z < -SIGNIFICANT;
    }

    boolean rises() {
        return z > SIGNIFICANT;
    }

    /** The median of the means of blocks: a mean that a few outliers do not move. */
    static double medianOfMeans(double[] series, int blocks) {
        return TheilSen.median(blockMeans(series, Math.min(blocks, series.length)));
    }

    private static double[] blockMeans(double[] series, int blocks) {
        double[] means = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            int from = (int) ((long) series.length * i / blocks);
            int to = (int) ((long) series.length * (i + 1) / blocks);
            means[i] = Arrays.stream(series, from, to).average().orElse(Double.NaN);
        }
        return means;
    }
}
