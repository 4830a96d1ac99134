package org.gradientdoctor.listeners.capture;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitLayout;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array as it lies in memory, read in place whatever its order: 'c', 'f', permuted or a view. Valid only as long as
 * the array is.
 */
public record TensorView(Elements elements, int offset, int[] shape, int[] stride) {

    /** Elements of an allocation that a byte buffer can reach, with room for eight bytes each. */
    private static final long REACHABLE = Integer.MAX_VALUE / 8;

    public static TensorView of(INDArray array) {
        if (array.length() == 0) {
            // Empty arrays have no memory behind them.
            int[] shape = ints(array.shape());
            return new TensorView(new Elements.Doubles(DoubleBuffer.allocate(0)), 0, shape, contiguous(shape));
        }
        if (!Elements.hasBuffer(array.dataType())) {
            int[] shape =
                    Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
            return new TensorView(Elements.widened(array), 0, shape, contiguous(shape));
        }
        boolean reachable = array.offset() + array.data().length() <= REACHABLE;
        INDArray near = reachable ? array : array.dup();
        return new TensorView(
                Elements.of(near), Math.toIntExact(near.offset()), ints(near.shape()), ints(near.stride()));
    }

    private static int[] ints(long[] longs) {
        int[] ints = new int[longs.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = Math.toIntExact(longs[i]);
        }
        return ints;
    }

    private static int[] contiguous(int[] shape) {
        int[] stride = new int[shape.length];
        int step = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            stride[d] = step;
            step *= Math.max(1, shape[d]);
        }
        return stride;
    }

    public int rank() {
        return shape.length;
    }

    public int length() {
        int length = 1;
        for (int size : shape) {
            length *= size;
        }
        return length;
    }

    /** Size along a dimension; 1 beyond the last. */
    public int size(int dimension) {
        return dimension < shape.length ? shape[dimension] : 1;
    }

    /** Whether the elements fill their range of memory without a gap, in whatever order. */
    private boolean isDense() {
        int step = 1;
        for (int d : bySpacing()) {
            if (stride[d] != step) {
                return false;
            }
            step *= shape[d];
        }
        return true;
    }

    /** Dimensions of more than one element, the most closely spaced first. */
    private int[] bySpacing() {
        return IntStream.range(0, shape.length)
                .filter(d -> shape[d] > 1)
                .boxed()
                .sorted(Comparator.comparingInt(d -> stride[d]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    public TensorSummary summarize(TensorSummarizer summarizer) {
        if (length() == 0) {
            return TensorSummary.empty();
        }
        if (isDense()) {
            return elements.summarize(summarizer, offset, length(), 1);
        }
        return elements.gather(indices()).summarize(summarizer, 0, length(), 1);
    }

    /**
     * Summarizes by unit; the first dimension counts examples, all others positions.
     *
     * @param unitDimension 1 where channels come first after the examples
     * @param valid as {@link UnitSummary} takes it
     */
    public UnitSummary units(int unitDimension, ResponsiveRange range, boolean @Nullable [] valid) {
        int[] positions = IntStream.range(1, rank())
                .filter(d -> d != unitDimension && shape[d] > 1)
                .toArray();
        boolean spread = IntStream.range(0, rank()).anyMatch(d -> shape[d] > 1 && stride[d] == 0);
        int positionStride = 1;
        for (int i = positions.length - 1; i >= 0; i--) {
            int d = positions[i];
            if (i == positions.length - 1) {
                positionStride = stride[d];
            } else {
                spread |= stride[d] != shape[positions[i + 1]] * stride[positions[i + 1]];
            }
        }
        if (spread && !fOrdered(positions)) {
            return copy().units(unitDimension, range, valid);
        }
        if (spread) {
            positionStride = stride[positions[0]];
        }
        int count = Arrays.stream(positions).map(d -> shape[d]).reduce(1, (a, b) -> a * b);
        UnitLayout layout = new UnitLayout(
                offset,
                size(0),
                size(unitDimension),
                count,
                rank() > 0 ? stride[0] : 1,
                unitDimension < rank() ? stride[unitDimension] : 1,
                positionStride);
        return elements.units(layout, range, valid);
    }

    /** Whether positions lie evenly spaced with the first dimension the closest; nobody masks more than one. */
    private boolean fOrdered(int[] positions) {
        boolean even = IntStream.range(0, rank()).noneMatch(d -> shape[d] > 1 && stride[d] == 0);
        for (int i = 1; i < positions.length; i++) {
            even &= stride[positions[i]] == shape[positions[i - 1]] * stride[positions[i - 1]];
        }
        return even;
    }

    /** A copy on the heap in logical 'c' order, which stays valid. */
    TensorView copy() {
        return new TensorView(elements.gather(indices()), 0, shape, contiguous(shape));
    }

    /** A copy on the heap, widened, its elements as they lie in memory where they fill their range without a gap. */
    TensorView widened() {
        boolean dense = length() > 0 && isDense();
        double[] values = dense ? new double[length()] : toArray();
        if (dense) {
            elements.read(offset, values, values.length);
        }
        return new TensorView(
                new Elements.Doubles(DoubleBuffer.wrap(values)), 0, shape, dense ? stride : contiguous(shape));
    }

    /** All elements in logical 'c' order, widened. */
    public double[] toArray() {
        double[] values = new double[length()];
        if (Arrays.equals(stride, contiguous(shape))) {
            elements.read(offset, values, values.length);
            return values;
        }
        int[] indices = indices();
        for (int i = 0; i < values.length; i++) {
            values[i] = elements.get(indices[i]);
        }
        return values;
    }

    /** Where in memory each element is, in logical 'c' order. */
    private int[] indices() {
        int[] indices = new int[length()];
        if (indices.length == 0) {
            return indices;
        }
        indices[0] = offset;
        int filled = 1;
        // Dimension by dimension from the last: what is filled repeats, shifted by the stride.
        for (int d = rank() - 1; d >= 0; d--) {
            for (int at = 1; at < shape[d]; at++) {
                for (int i = 0; i < filled; i++) {
                    indices[at * filled + i] = indices[i] + at * stride[d];
                }
            }
            filled *= shape[d];
        }
        return indices;
    }

    /** The first example (along the first dimension) with an element that is not finite; -1 if all are finite. */
    int firstNonFiniteExample() {
        double[] values = toArray();
        int perExample = size(0) == 0 ? 1 : Math.max(1, values.length / size(0));
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return i / perExample;
            }
        }
        return -1;
    }
}
