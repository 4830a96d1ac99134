package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Time series of three shapes for one-dimensional convolution (Saito 1994, "Local feature extraction and its
 * applications using a library of bases"). Between steps a and b, a series is (6 + η) times 1 (cylinder, class 0), a
 * ramp up from a to b (bell, class 1) or a ramp down (funnel, class 2); outside it is 0. Gaussian noise lies on
 * everything; η is standard Gaussian, a even from 16 to 32, b − a even from 32 to 96.
 */
public final class CylinderBellFunnel {
    /** Steps of a series. */
    public static final int STEPS = 128;

    private static final int CLASSES = 3;
    private static final double HEIGHT = 6;

    private CylinderBellFunnel() {}

    /**
     * @param examples dealt to the classes in turn
     * @param noise standard deviation; 1 in the source
     * @return features {@code [examples, 1, 128]}, labels one-hot {@code [examples, 3]}
     */
    public static DataSet draw(int examples, double noise, long seed) {
        Rows.require(examples, CLASSES);
        Random random = new Random(seed);
        float[] series = new float[examples * STEPS];
        int[] classes = new int[examples];
        for (int e = 0; e < examples; e++) {
            classes[e] = e % CLASSES;
            int a = 16 + random.nextInt(17);
            int b = a + 32 + random.nextInt(65);
            double height = HEIGHT + random.nextGaussian();
            for (int t = 1; t <= STEPS; t++) {
                double value = height * shape(classes[e], t, a, b) + noise * random.nextGaussian();
                series[e * STEPS + t - 1] = (float) value;
            }
        }
        return Rows.shuffled(new DataSet(Rows.of(series, examples, 1, STEPS), Rows.oneHot(classes, CLASSES)), random);
    }

    /** The shape's height at step t, between 0 and 1. */
    static double shape(int kind, int t, int a, int b) {
        if (t < a || t > b) {
            return 0;
        }
        return switch (kind) {
            case 0 -> 1;
            case 1 -> (t - a) / (double) (b - a);
            default -> (b - t) / (double) (b - a);
        };
    }
}
