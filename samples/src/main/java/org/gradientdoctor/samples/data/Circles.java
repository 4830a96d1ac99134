package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Two concentric circles, evenly spaced: class 0 on radius 1, class 1 on the given radius, with Gaussian noise on both
 * coordinates (scikit-learn's {@code make_circles}).
 */
public final class Circles {
    private Circles() {}

    /**
     * @param examples half of them (rounded down) on the outer circle
     * @param innerRadius below 1; scikit-learn's default is .8
     * @param noise standard deviation
     * @return features {@code [examples, 2]}, labels one-hot {@code [examples, 2]}
     */
    public static DataSet draw(int examples, double innerRadius, double noise, long seed) {
        Rows.require(examples, 2);
        Random random = new Random(seed);
        float[][] points = new float[examples][];
        int[] classes = new int[examples];
        int outer = examples / 2;
        for (int i = 0; i < examples; i++) {
            classes[i] = i < outer ? 0 : 1;
            double angle = 2 * Math.PI * (i < outer ? (double) i / outer : (double) (i - outer) / (examples - outer));
            double radius = i < outer ? 1 : innerRadius;
            points[i] = Plane.point(radius * Math.cos(angle), radius * Math.sin(angle), noise, random);
        }
        return Plane.shuffled(points, classes, 2, random);
    }
}
