package org.gradientdoctor.samples.data;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Regression of a sequence: the sum of the two values that are marked, one in each half (Hochreiter and Schmidhuber
 * 1997, in the form of Le, Jaitly and Hinton 2015, with values from 0 to 1).
 *
 * <p>Values are even from 0 to 1, so the constant answer 1 has a mean squared error of 1/6: each marked value has the
 * variance 1/12.
 */
public final class AddingProblem {
    private AddingProblem() {}

    /**
     * @param steps at least 2
     * @return features {@code [examples, 2, steps]}: the values, and 1 where they are marked, else 0; labels
     *     {@code [examples, 1]}
     */
    public static DataSet draw(int examples, int steps, long seed) {
        Rows.require(examples, 1);
        Random random = new Random(seed);
        float[] features = new float[examples * 2 * steps];
        float[][] labels = new float[examples][1];
        for (int e = 0; e < examples; e++) {
            int values = e * 2 * steps;
            int marks = values + steps;
            for (int t = 0; t < steps; t++) {
                features[values + t] = random.nextFloat();
            }
            int first = random.nextInt(steps / 2);
            int second = steps / 2 + random.nextInt(steps - steps / 2);
            features[marks + first] = 1;
            features[marks + second] = 1;
            labels[e][0] = features[values + first] + features[values + second];
        }
        return new DataSet(Rows.of(features, examples, 2, steps), Rows.of(labels));
    }
}
