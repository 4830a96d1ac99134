package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/** Points of the plane with a class each. */
final class Plane {
    private Plane() {}

    /** A point with Gaussian noise of this deviation on both coordinates. */
    static float[] point(double x, double y, double noise, Random random) {
        return new float[] {(float) (x + noise * random.nextGaussian()), (float) (y + noise * random.nextGaussian())};
    }

    static DataSet shuffled(float[][] points, int[] classes, int count, Random random) {
        return Rows.shuffled(new DataSet(Rows.of(points), Rows.oneHot(classes, count)), random);
    }
}
