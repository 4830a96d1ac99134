package org.gradientdoctor.remedies.remedy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mean and deviation of columns over all examples, places and steps, collected minibatch by minibatch in double precision
 * (Chan, Golub &amp; LeVeque 1983).
 */
final class ColumnMoments {
    private final int channelDimension;
    private long rows;
    private double[] means = new double[0];
    private double[] squares = new double[0];

    /** @param channelDimension which dimension of the features counts columns */
    ColumnMoments(int channelDimension) {
        this.channelDimension = channelDimension;
    }

    /**
     * @param features {@code [examples, …]}
     * @param mask {@code [examples, steps]} or {@code [examples, 1]}, 0 where there are no data; null for none
     */
    void add(INDArray features, @Nullable INDArray mask) {
        INDArray table = valid(table(features), mask);
        long added = table.rows();
        if (added == 0) {
            return;
        }
        double[] mean = table.mean(0).toDoubleVector();
        double[] variance = table.var(false, 0).toDoubleVector();
        if (rows == 0) {
            means = new double[mean.length];
            squares = new double[mean.length];
        }
        double share = added / (double) (rows + added);
        for (int column = 0; column < mean.length; column++) {
            double distance = mean[column] - means[column];
            means[column] += share * distance;
            squares[column] += added * variance[column] + rows * share * distance * distance;
        }
        rows += added;
    }

    /** One row for each example and place or step. */
    private INDArray table(INDArray features) {
        int[] channelsLast = IntStream.concat(
                        IntStream.range(0, features.rank()).filter(dimension -> dimension != channelDimension),
                        IntStream.of(channelDimension))
                .toArray();
        INDArray exact = features.castTo(DataType.DOUBLE);
        return exact.permute(channelsLast).dup('c').reshape(-1, features.size(channelDimension));
    }

    private static INDArray valid(INDArray table, @Nullable INDArray mask) {
        if (mask == null || mask.length() != table.rows()) {
            return table;
        }
        double[] flags = mask.castTo(DataType.DOUBLE).dup('c').reshape(-1).toDoubleVector();
        int[] kept =
                IntStream.range(0, flags.length).filter(row -> flags[row] != 0).toArray();
        return kept.length == flags.length
                ? table
                : kept.length == 0 ? Nd4j.empty(DataType.DOUBLE) : table.getRows(kept);
    }

    /**
     * Empty where nothing was added or a column is not finite. One that never varied has the median deviation of those
     * that do, in place of none: should it vary later, it must not drown the others.
     */
    Optional<Columns> columns() {
        double[] deviations =
                Arrays.stream(squares).map(sum -> Math.sqrt(sum / rows)).toArray();
        if (rows == 0
                || !Arrays.stream(means).allMatch(Double::isFinite)
                || !Arrays.stream(deviations).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        double[] varying =
                Arrays.stream(deviations).filter(each -> each > 0).sorted().toArray();
        double usual = varying.length == 0 ? 1 : varying[varying.length / 2];
        List<Double> positive = new ArrayList<>();
        Arrays.stream(deviations).forEach(each -> positive.add(each > 0 ? each : usual));
        return Optional.of(new Columns(Arrays.stream(means).boxed().toList(), positive));
    }
}
