package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Regression of 10 sin(π x₁ x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅ plus Gaussian noise, on ten features that are even from 0
 * to 1, of which five say nothing (Friedman 1991, "Multivariate adaptive regression splines").
 */
public final class FriedmanOne {
    private static final int FEATURES = 10;

    private FriedmanOne() {}

    /**
     * @param noise standard deviation; 1 in the source
     * @return features {@code [examples, 10]}, labels {@code [examples, 1]}
     */
    public static DataSet draw(int examples, double noise, long seed) {
        Rows.require(examples, 1);
        Random random = new Random(seed);
        float[][] features = new float[examples][FEATURES];
        float[][] labels = new float[examples][1];
        for (int i = 0; i < examples; i++) {
            for (int f = 0; f < FEATURES; f++) {
                features[i][f] = random.nextFloat();
            }
            labels[i][0] = (float) (value(features[i]) + noise * random.nextGaussian());
        }
        return new DataSet(Rows.of(features), Rows.of(labels));
    }

    /** The function without noise. */
    static double value(float[] x) {
        return 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - .5) * (x[2] - .5) + 10 * x[3] + 5 * x[4];
    }
}
