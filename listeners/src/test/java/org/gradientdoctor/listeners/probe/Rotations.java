package org.gradientdoctor.listeners.probe;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Random orthogonal matrices, by Gram and Schmidt. */
final class Rotations {
    private Rotations() {}

    static INDArray orthogonal(int size) {
        Random random = new Random(11);
        double[][] rows = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                rows[i][j] = random.nextGaussian();
            }
            // Twice, since once leaves rounding behind.
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < i; k++) {
                    double dot = dot(rows[i], rows[k]);
                    for (int j = 0; j < size; j++) {
                        rows[i][j] -= dot * rows[k][j];
                    }
                }
                double norm = Math.sqrt(dot(rows[i], rows[i]));
                for (int j = 0; j < size; j++) {
                    rows[i][j] /= norm;
                }
            }
        }
        return Nd4j.createFromArray(rows);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
