package org.gradientdoctor.remedies.ranking;

import java.util.stream.IntStream;
import org.gradientdoctor.core.reading.UnitSummary;

/**
 * The columns of data that vary: a constant one has no scale to go by.
 *
 * @param largestDeviation 1 where none varies, which is what a constant column is divided by
 * @param largest root mean square of the largest of them, offset included; NaN where none varies
 */
record Varying(double largestDeviation, double largest) {

    static Varying of(UnitSummary columns) {
        int[] varying = IntStream.range(0, columns.units())
                .filter(column -> columns.variance(column) > 0)
                .toArray();
        return new Varying(
                IntStream.of(varying)
                        .mapToDouble(column -> Math.sqrt(columns.variance(column)))
                        .max()
                        .orElse(1),
                IntStream.of(varying)
                        .mapToDouble(column -> Math.hypot(columns.mean(column), Math.sqrt(columns.variance(column))))
                        .max()
                        .orElse(Double.NaN));
    }
}
