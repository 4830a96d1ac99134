package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Forecasting: at each step t of x(t) = sin(2π f t + φ) plus Gaussian noise the label is the next value, x(t + 1). Each
 * sequence has a frequency f of its own, even from .02 to .1 periods a step, and a phase φ of its own.
 */
public final class SineWaves {
    private static final double LOWEST = .02;
    private static final double HIGHEST = .1;

    private SineWaves() {}

    /**
     * @param noise standard deviation
     * @return features and labels {@code [examples, 1, steps]}
     */
    public static DataSet draw(int examples, int steps, double noise, long seed) {
        Rows.require(examples, 1);
        Random random = new Random(seed);
        float[] now = new float[examples * steps];
        float[] next = new float[examples * steps];
        for (int e = 0; e < examples; e++) {
            double frequency = LOWEST + (HIGHEST - LOWEST) * random.nextDouble();
            double phase = 2 * Math.PI * random.nextDouble();
            float value = (float) (value(frequency, phase, 0) + noise * random.nextGaussian());
            for (int t = 0; t < steps; t++) {
                now[e * steps + t] = value;
                value = (float) (value(frequency, phase, t + 1) + noise * random.nextGaussian());
                next[e * steps + t] = value;
            }
        }
        return new DataSet(Rows.of(now, examples, 1, steps), Rows.of(next, examples, 1, steps));
    }

    static double value(double frequency, double phase, int step) {
        return Math.sin(2 * Math.PI * frequency * step + phase);
    }
}
