package org.gradientdoctor.remedies.ranking;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradientdoctor.core.reading.UnitSummary;

/**
 * The columns of data that vary: a constant one has no scale to go by.
 *
 * @param deviations standard deviations, the smallest first
 * @param largest root mean square of the largest of them, offset included; NaN where none varies
 */
record Varying(double[] deviations, double largest) {

    static Varying of(UnitSummary columns) {
        int[] varying = IntStream.range(0, columns.units())
                .filter(column -> columns.variance(column) > 0)
                .toArray();
        return new Varying(
                Arrays.stream(varying)
                        .mapToDouble(column -> Math.sqrt(columns.variance(column)))
                        .sorted()
                        .toArray(),
                Arrays.stream(varying)
                        .mapToDouble(column -> Math.hypot(columns.mean(column), Math.sqrt(columns.variance(column))))
                        .max()
                        .orElse(Double.NaN));
    }

    /** The smaller of two in the middle; NaN where none varies. */
    double medianDeviation() {
        return deviations.length == 0 ? Double.NaN : deviations[(deviations.length - 1) / 2];
    }

    /** 1 where none varies, which is what a constant column is divided by. */
    double largestDeviation() {
        return deviations.length == 0 ? 1 : deviations[deviations.length - 1];
    }
}
