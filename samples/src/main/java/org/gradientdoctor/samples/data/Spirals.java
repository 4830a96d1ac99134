package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Arms of a spiral: the i-th of n points of arm k at (r sin t, r cos t), r = i / (n − 1), t = 4 (k + r) plus Gaussian
 * noise (Karpathy, CS231n, "Putting it together: minimal neural network case study", 2015).
 */
public final class Spirals {
    /** Angle, in radians, from center to end, and between one arm and the next. */
    private static final double TURN = 4;

    private Spirals() {}

    /**
     * @param perClass points of each arm
     * @param noise standard deviation of the angle in radians; .2 in the source
     * @return features {@code [perClass · classes, 2]}, labels one-hot
     */
    public static DataSet draw(int perClass, int classes, double noise, long seed) {
        Rows.require(perClass, 2);
        Random random = new Random(seed);
        float[][] points = new float[perClass * classes][];
        int[] labels = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            labels[i] = i / perClass;
            double radius = i % perClass / (perClass - 1.0);
            double angle = TURN * (labels[i] + radius) + noise * random.nextGaussian();
            points[i] = new float[] {(float) (radius * Math.sin(angle)), (float) (radius * Math.cos(angle))};
        }
        return Plane.shuffled(points, labels, classes, random);
    }
}
