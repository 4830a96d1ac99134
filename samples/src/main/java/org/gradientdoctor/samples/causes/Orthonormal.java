package org.gradientdoctor.samples.causes;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Orthogonal weights by Gram and Schmidt: ND4J's own go through its singular value decomposition, which hangs. */
public final class Orthonormal {
    private Orthonormal() {}

    /** Makes the rows, no more than there are columns, orthogonal and of length 1, in place. */
    public static void rows(INDArray weights) {
        double[][] rows = weights.toDoubleMatrix();
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                add(rows[i], rows[j], -dot(rows[i], rows[j]));
            }
            add(rows[i], rows[i], 1 / Math.sqrt(dot(rows[i], rows[i])) - 1);
        }
        weights.assign(Nd4j.create(rows).castTo(weights.dataType()));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] what, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }
}
