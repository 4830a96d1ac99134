package org.gradientdoctor.remedies.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * From which size on examples are stray: a few that are many times as large as all others. An example is as large as its
 * largest absolute value, in each array of features and of labels by itself. What counts is the gap between the smallest
 * stray and the largest of the others, and not the distance from a mean, which heavy tails stretch as well: of data with
 * the tails of a Cauchy distribution one set in a hundred has its largest value a hundred times as large as the next.
 *
 * @param limits the smallest size that is stray, by array, features first; infinite where none is
 */
record StraySizes(List<Double> limits) {
    /** More than what is ordinary differs by within one array, and less than a missing value's stand-in of -999 does. */
    static final int FACTOR = 100;

    StraySizes {
        limits = List.copyOf(limits);
    }

    /**
     * @param few the largest share of all examples that is taken for stray
     * @param hasSize of an array, features first: not where its values are indices
     */
    static StraySizes among(List<MultiDataSet> batches, double few, IntPredicate hasSize) {
        return of(batches, hasSize, sizes -> limit(sizes, few));
    }

    /** Beside these all that is so many times as large as the largest. */
    static StraySizes beside(List<MultiDataSet> batches, IntPredicate hasSize) {
        return of(batches, hasSize, StraySizes::limitBeside);
    }

    private static StraySizes of(
            List<MultiDataSet> batches, IntPredicate hasSize, ToDoubleFunction<List<double[]>> limit) {
        List<List<double[]>> sizes = batches.stream().map(StraySizes::sizes).toList();
        return new StraySizes(IntStream.range(0, sizes.get(0).size())
                .mapToObj(array -> hasSize.test(array)
                        ? limit.applyAsDouble(
                                sizes.stream().map(batch -> batch.get(array)).toList())
                        : Double.POSITIVE_INFINITY)
                .toList());
    }

    /** None where a mask may hide some of the values, or all are zero. */
    private static double limitBeside(List<double[]> sizes) {
        double largest = sizes.stream().anyMatch(batch -> batch.length == 0)
                ? 0
                : sizes.stream()
                        .flatMapToDouble(DoubleStream::of)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0);
        return largest > 0 ? FACTOR * largest : Double.POSITIVE_INFINITY;
    }

    /** Of each example, array by array. */
    private static List<double[]> sizes(MultiDataSet batch) {
        List<double[]> sizes = new ArrayList<>();
        for (int i = 0; i < batch.getFeatures().length; i++) {
            sizes.add(sizes(batch.getFeatures(i), batch.getFeaturesMaskArrays(), i));
        }
        for (int i = 0; i < batch.getLabels().length; i++) {
            sizes.add(sizes(batch.getLabels(i), batch.getLabelsMaskArrays(), i));
        }
        return sizes;
    }

    /** None where a mask may hide some of the values. */
    private static double[] sizes(INDArray array, INDArray @Nullable [] masks, int index) {
        return masks == null || masks[index] == null
                ? Transforms.abs(array.castTo(DataType.DOUBLE))
                        .reshape(array.size(0), -1)
                        .max(1)
                        .toDoubleVector()
                : new double[0];
    }

    /** Above the lowest gap that parts few from many; values that are not finite are another matter. */
    private static double limit(List<double[]> sizes, double few) {
        if (sizes.stream().anyMatch(batch -> batch.length == 0)) {
            // What a mask hides in one minibatch is part of all others, too.
            return Double.POSITIVE_INFINITY;
        }
        double[] sorted = sizes.stream()
                .flatMapToDouble(DoubleStream::of)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        int most = (int) (few * sorted.length);
        for (int strays = most; strays > 0; strays--) {
            double smallest = sorted[sorted.length - strays];
            double largestOther = sorted[sorted.length - strays - 1];
            if (largestOther > 0 && smallest >= FACTOR * largestOther) {
                return smallest;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    boolean areNone() {
        return limits.stream().allMatch(limit -> limit.isInfinite());
    }

    /** A minibatch without its strays. */
    KeptExamples without(MultiDataSet batch) {
        List<double[]> sizes = sizes(batch);
        return KeptExamples.of(
                batch,
                row -> IntStream.range(0, sizes.size()).noneMatch(array -> isStray(sizes.get(array), row, array)));
    }

    private boolean isStray(double[] sizes, int row, int array) {
        return row < sizes.length && sizes[row] >= limits.get(array) && Double.isFinite(sizes[row]);
    }
}
