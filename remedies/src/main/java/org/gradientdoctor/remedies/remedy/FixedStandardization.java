package org.gradientdoctor.remedies.remedy;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Parameters with which a batch normalization at inference gives {@code (x - mean) / deviation}. It computes {@code (x -
 * mean) / √(variance + ε) · γ}; with a variance of 1 all of the scale lies in γ = √(1 + ε) / deviation, so that ε weighs
 * nothing beside small deviations and no square of a large one overflows.
 */
record FixedStandardization(Columns columns, double epsilon) {
    /** IEEE 754 binary16: (2 - 2⁻¹⁰) · 2¹⁵. */
    private static final double LARGEST_HALF = 65504;
    /** 2⁻¹⁴. */
    private static final double SMALLEST_HALF = 0x1p-14;

    /** By their names in Deeplearning4j. */
    Map<String, INDArray> parameters() {
        int n = columns.size();
        INDArray means =
                row(columns.means().stream().mapToDouble(Double::doubleValue).toArray());
        INDArray scales =
                row(columns.deviations().stream().mapToDouble(this::scale).toArray());
        return Map.of("mean", means, "log10stdev", row(new double[n]), "gamma", scales, "beta", row(new double[n]));
    }

    private double scale(double deviation) {
        return Math.sqrt(1 + epsilon) / deviation;
    }

    /** The first column whose scale or mean numbers of this type cannot hold; -1 where there is none. */
    int firstOutOf(DataType type) {
        for (int column = 0; column < columns.size(); column++) {
            double scale = scale(columns.deviations().get(column));
            if (!holds(type, scale)
                    || !holds(type, 1 / scale)
                    || !isFinite(type, columns.means().get(column))) {
                return column;
            }
        }
        return -1;
    }

    private static boolean holds(DataType type, double value) {
        return isFinite(type, value) && value >= smallest(type);
    }

    private static boolean isFinite(DataType type, double value) {
        return Math.abs(value) <= largest(type);
    }

    private static double largest(DataType type) {
        return type == DataType.FLOAT16 ? LARGEST_HALF : type == DataType.DOUBLE ? Double.MAX_VALUE : Float.MAX_VALUE;
    }

    /** At full precision. */
    private static double smallest(DataType type) {
        return type == DataType.FLOAT16
                ? SMALLEST_HALF
                : type == DataType.DOUBLE ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    }

    private static INDArray row(double[] values) {
        return Nd4j.createFromArray(values);
    }
}
