package org.gradientdoctor.samples.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * How much more time one arm took than another, from blocks timed alternately in one run.
 *
 * @param ratio total time of the arm over total time of the baseline, less 1
 * @param low lower end of the 95 % bootstrap interval (Efron and Tibshirani 1993), pairs of blocks drawn together
 * @param high upper end
 */
record PairedRatio(double ratio, double low, double high) {
    private static final int RESAMPLES = 4000;
    private static final long SEED = 1;

    static PairedRatio of(long[] arm, long[] baseline) {
        if (arm.length != baseline.length || arm.length == 0) {
            throw new IllegalArgumentException(
                    arm.length + " blocks of the arm cannot be paired with " + baseline.length + " of the baseline");
        }
        Random random = new Random(SEED);
        double[] resampled = new double[RESAMPLES];
        int[] drawn = new int[arm.length];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = random.nextInt(arm.length);
            }
            resampled[r] = excess(arm, baseline, drawn);
        }
        Arrays.sort(resampled);
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = i;
        }
        return new PairedRatio(
                excess(arm, baseline, drawn), resampled[(int) (.025 * RESAMPLES)], resampled[(int) (.975 * RESAMPLES)]);
    }

    private static double excess(long[] arm, long[] baseline, int[] blocks) {
        double armTotal = 0;
        double baselineTotal = 0;
        for (int block : blocks) {
            armTotal += arm[block];
            baselineTotal += baseline[block];
        }
        return armTotal / baselineTotal - 1;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%+7.2f %%  (%+.2f to %+.2f)", 100 * ratio, 100 * low, 100 * high);
    }
}
