package org.gradientdoctor.samples.statistics;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * The percentile interval of a statistic over cases that are drawn anew with replacement (Efron 1979). Whole cases are
 * drawn, so what was measured on the same case stays together and differences are paired.
 */
public final class Bootstrap {
    private static final int DRAWS = 4000;
    private static final double LOW = .025;

    private Bootstrap() {}

    /**
     * A 95 % interval.
     *
     * @param cases how many there are
     * @param statistic of a draw: indices of cases, some of them several times; draws for which it is NaN are left out
     */
    public static Interval of(int cases, long seed, ToDoubleFunction<int[]> statistic) {
        Random random = new Random(seed);
        double[] values = new double[DRAWS];
        int[] draw = new int[cases];
        for (int i = 0; i < DRAWS; i++) {
            Arrays.setAll(draw, any -> random.nextInt(cases));
            values[i] = statistic.applyAsDouble(draw);
        }
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (sorted.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        int low = (int) (LOW * sorted.length);
        return new Interval(sorted[low], sorted[sorted.length - 1 - low]);
    }

    /** Both ends included. */
    public record Interval(double low, double high) {
        public boolean excludesZero() {
            return low > 0 || high < 0;
        }
    }
}
