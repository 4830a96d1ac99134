package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Two interleaved half circles, evenly spaced: class 0 at (cos t, sin t), class 1 at (1 − cos t, ½ − sin t), t from 0 to
 * π, with Gaussian noise on both coordinates (scikit-learn's {@code make_moons}).
 */
public final class Moons {
    private Moons() {}

    /**
     * @param examples half of them (rounded down) of class 0
     * @param noise standard deviation
     * @return features {@code [examples, 2]}, labels one-hot {@code [examples, 2]}
     */
    public static DataSet draw(int examples, double noise, long seed) {
        Rows.require(examples, 4);
        Random random = new Random(seed);
        float[][] points = new float[examples][];
        int[] classes = new int[examples];
        int upper = examples / 2;
        for (int i = 0; i < examples; i++) {
            classes[i] = i < upper ? 0 : 1;
            double t = Math.PI * (i < upper ? i / (upper - 1.0) : (i - upper) / (examples - upper - 1.0));
            points[i] = i < upper
                    ? Plane.point(Math.cos(t), Math.sin(t), noise, random)
                    : Plane.point(1 - Math.cos(t), .5 - Math.sin(t), noise, random);
        }
        return Plane.shuffled(points, classes, 2, random);
    }
}
