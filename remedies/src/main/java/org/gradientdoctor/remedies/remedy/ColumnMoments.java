package org.gradientdoctor.remedies.remedy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean and deviation of columns over all examples, places and steps, in double precision and in one pass (Welford 1962), by
 * which a column that never varies has a deviation of exactly 0. What is not finite is passed over.
 */
final class ColumnMoments {
    private final int channelDimension;
    private final long[] counts;
    private final double[] means;
    private final double[] squares;

    /** @param channelDimension which dimension of the features counts columns */
    ColumnMoments(int channelDimension, int columns) {
        this.channelDimension = channelDimension;
        counts = new long[columns];
        means = new double[columns];
        squares = new double[columns];
    }

    /**
     * @param features {@code [examples, …]}
     * @param mask {@code [examples, steps]} or {@code [examples, 1]}, 0 where there are no data; null for none
     * @return whether they have as many columns; others are left out
     */
    boolean add(INDArray features, @Nullable INDArray mask) {
        if (features.rank() <= channelDimension || features.size(channelDimension) != means.length) {
            return false;
        }
        int[] channelsLast = IntStream.concat(
                        IntStream.range(0, features.rank()).filter(dimension -> dimension != channelDimension),
                        IntStream.of(channelDimension))
                .toArray();
        double[] values = elements(features.permute(channelsLast));
        int rows = values.length / means.length;
        double[] valid = mask == null || mask.length() != rows ? null : elements(mask);
        for (int row = 0; row < rows; row++) {
            if (valid == null || valid[row] != 0) {
                for (int column = 0; column < means.length; column++) {
                    add(column, values[row * means.length + column]);
                }
            }
        }
        return true;
    }

    private static double[] elements(INDArray array) {
        return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }

    private void add(int column, double value) {
        if (Double.isFinite(value)) {
            double distance = value - means[column];
            means[column] += distance / ++counts[column];
            squares[column] += distance * (value - means[column]);
        }
    }

    /**
     * Empty where a column has no values. One that never varied has the median deviation of those that do, in place of
     * none: should it vary later, it must not drown the others.
     */
    Optional<Columns> columns() {
        if (Arrays.stream(counts).anyMatch(count -> count == 0)) {
            return Optional.empty();
        }
        double[] deviations = IntStream.range(0, means.length)
                .mapToDouble(column -> Math.sqrt(squares[column] / counts[column]))
                .toArray();
        double[] varying =
                Arrays.stream(deviations).filter(each -> each > 0).sorted().toArray();
        double usual = varying.length == 0 ? 1 : varying[(varying.length - 1) / 2];
        List<Double> positive = new ArrayList<>();
        Arrays.stream(deviations).forEach(each -> positive.add(each > 0 ? each : usual));
        return Optional.of(new Columns(Arrays.stream(means).boxed().toList(), positive));
    }
}
