package org.gradientdoctor.samples.data;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean 0 and population deviation 1 for each column (dimension 1) of {@code [examples, columns, …]}.
 *
 * <p>Columns that were constant where it was fitted are only centered. ND4J's normalizer divides them by a tiny number
 * instead, so that the first other value blows up: border pixels of the digits, for instance.
 */
record Standardization(double[] means, double[] deviations) {

    static Standardization of(INDArray array) {
        int columns = Math.toIntExact(array.size(1));
        double[] elements = elements(array);
        int positions = elements.length / Math.toIntExact(array.size(0)) / columns;
        double count = elements.length / (double) columns;
        double[] means = new double[columns];
        for (int i = 0; i < elements.length; i++) {
            means[i / positions % columns] += elements[i] / count;
        }
        double[] squares = new double[columns];
        boolean[] varies = new boolean[columns];
        for (int i = 0; i < elements.length; i++) {
            int column = i / positions % columns;
            squares[column] += (elements[i] - means[column]) * (elements[i] - means[column]) / count;
            varies[column] |= elements[i] != elements[column * positions];
        }
        double[] deviations = new double[columns];
        Arrays.setAll(deviations, column -> varies[column] ? Math.sqrt(squares[column]) : 1);
        return new Standardization(means, deviations);
    }

    INDArray apply(INDArray array) {
        double[] elements = elements(array);
        int positions = elements.length / Math.toIntExact(array.size(0)) / means.length;
        float[] standardized = new float[elements.length];
        for (int i = 0; i < elements.length; i++) {
            int column = i / positions % means.length;
            standardized[i] = (float) ((elements[i] - means[column]) / deviations[column]);
        }
        return Rows.of(standardized, array.shape());
    }

    private static double[] elements(INDArray array) {
        return array.dup('c').data().asDouble();
    }
}
