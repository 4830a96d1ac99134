package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Several labels at once: label j is 1 where w_j · x plus Gaussian noise is positive, x standard Gaussian and w_j a
 * random unit vector. Each label is 1 for half of the examples, and labels whose vectors are alike go together.
 */
public final class HalfSpaces {
    private HalfSpaces() {}

    /**
     * @param noise standard deviation before the sign is taken; the share of wrong labels is arctan(noise) / π
     * @return features {@code [examples, columns]}, labels 0 or 1 {@code [examples, labels]}
     */
    public static DataSet draw(int examples, int columns, int labels, double noise, long seed) {
        Rows.require(examples, 1);
        Random random = new Random(seed);
        double[][] directions = directions(labels, columns, random);
        float[][] features = new float[examples][columns];
        float[][] answers = new float[examples][labels];
        for (int e = 0; e < examples; e++) {
            for (int c = 0; c < columns; c++) {
                features[e][c] = (float) random.nextGaussian();
            }
            for (int l = 0; l < labels; l++) {
                double side = noise * random.nextGaussian();
                for (int c = 0; c < columns; c++) {
                    side += directions[l][c] * features[e][c];
                }
                answers[e][l] = side > 0 ? 1 : 0;
            }
        }
        return new DataSet(Rows.of(features), Rows.of(answers));
    }

    private static double[][] directions(int count, int columns, Random random) {
        double[][] directions = new double[count][columns];
        for (double[] direction : directions) {
            double square = 0;
            for (int c = 0; c < columns; c++) {
                direction[c] = random.nextGaussian();
                square += direction[c] * direction[c];
            }
            for (int c = 0; c < columns; c++) {
                direction[c] /= Math.sqrt(square);
            }
        }
        return directions;
    }
}
