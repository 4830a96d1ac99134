package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Gaussian clouds of equal size around centers that are even in the square from −10 to 10 (scikit-learn's
 * {@code make_blobs}). Clouds may overlap, as centers are drawn without regard for each other.
 */
public final class Blobs {
    private static final double HALF_SIDE = 10;

    private Blobs() {}

    /**
     * @param classes the number of clouds; examples are dealt to them in turn
     * @param noise standard deviation of a cloud; scikit-learn's default is 1
     * @return features {@code [examples, 2]}, labels one-hot {@code [examples, classes]}
     */
    public static DataSet draw(int examples, int classes, double noise, long seed) {
        Rows.require(examples, classes);
        Random random = new Random(seed);
        double[][] centers = new double[classes][2];
        for (double[] center : centers) {
            center[0] = HALF_SIDE * (2 * random.nextDouble() - 1);
            center[1] = HALF_SIDE * (2 * random.nextDouble() - 1);
        }
        float[][] points = new float[examples][];
        int[] labels = new int[examples];
        for (int i = 0; i < examples; i++) {
            labels[i] = i % classes;
            points[i] = Plane.point(centers[labels[i]][0], centers[labels[i]][1], noise, random);
        }
        return Plane.shuffled(points, labels, classes, random);
    }
}
