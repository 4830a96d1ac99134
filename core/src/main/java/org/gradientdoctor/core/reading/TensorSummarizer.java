package org.gradientdoctor.core.reading;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Makes {@link TensorSummary}s, one pass over memory each, in working arrays of its own that are used again.
 *
 * <p>Direct buffers in native byte order and stride 1 are the fast case. Buffers are only read; position and limit stay
 * as they are. Not thread-safe: one thread at a time.
 */
public final class TensorSummarizer {

    private final Scratch scratch = new Scratch();
    private final ExponentCounter exponents = new ExponentCounter();
    private final BlockMoments blockMoments = new BlockMoments();

    private Moments moments = Moments.NONE;
    private double minimum;
    private double maximum;
    private NonFiniteCounts nonFinite = NonFiniteCounts.NONE;

    /**
     * Summarizes {@code length} elements of a buffer, the first at index {@code offset}, the next ones {@code stride}
     * further each.
     *
     * @param offset counted from the buffer's index 0, whatever its position
     * @param stride in elements; may be negative, not 0
     * @throws IllegalArgumentException if the buffer is null, the length negative or the stride 0
     * @throws IndexOutOfBoundsException if an element lies beyond the buffer's limit
     */
    public TensorSummary summarize(FloatBuffer buffer, long offset, long length, long stride) {
        return summarize(ElementSource.of(buffer, scratch), offset, length, stride);
    }

    /** As {@link #summarize(FloatBuffer, long, long, long)}, for elements in double precision. */
    public TensorSummary summarize(DoubleBuffer buffer, long offset, long length, long stride) {
        return summarize(ElementSource.of(buffer), offset, length, stride);
    }

    /** As {@link #summarize(FloatBuffer, long, long, long)}, for the bits of IEEE 754 half-precision elements. */
    public TensorSummary summarizeHalf(ShortBuffer buffer, long offset, long length, long stride) {
        return summarize(ElementSource.ofHalf(buffer, scratch), offset, length, stride);
    }

    private TensorSummary summarize(ElementSource source, long offset, long length, long stride) {
        BufferRange range = BufferRange.of(offset, length, stride, source.limit());
        if (range.count() == 0) {
            return TensorSummary.empty();
        }
        start(source.type());
        double[] block = scratch.block(Math.min(range.count(), Scratch.BLOCK));
        for (int done = 0; done < range.count(); done += Scratch.BLOCK) {
            int size = Math.min(Scratch.BLOCK, range.count() - done);
            source.read(range.index(done), range.stride(), size, block);
            add(block, size);
        }
        return summary(source.type());
    }

    private void start(ElementType type) {
        exponents.start(type);
        moments = Moments.NONE;
        minimum = Double.POSITIVE_INFINITY;
        maximum = Double.NEGATIVE_INFINITY;
        nonFinite = NonFiniteCounts.NONE;
    }

    private void add(double[] block, int size) {
        int finite = exponents.count(block, size) == 0 ? size : removeNonFinite(block, size);
        if (finite > 0) {
            moments = moments.merge(blockMoments.of(block, finite));
            minimum = Math.min(minimum, blockMoments.minimum());
            maximum = Math.max(maximum, blockMoments.maximum());
        }
    }

    /** Counts the elements that are not finite and moves the others to the front. */
    private int removeNonFinite(double[] block, int size) {
        int finite = 0;
        int positive = 0;
        int negative = 0;
        for (int i = 0; i < size; i++) {
            double element = block[i];
            if (Double.isFinite(element)) {
                block[finite++] = element;
            } else if (element > 0) {
                positive++;
            } else if (element < 0) {
                negative++;
            }
        }
        nonFinite = nonFinite.plus(new NonFiniteCounts(size - finite - positive - negative, positive, negative));
        return finite;
    }

    private TensorSummary summary(ElementType type) {
        ExponentHistogram histogram = exponents.histogram();
        FiniteRange range = moments.count() == 0
                ? FiniteRange.NONE
                : new FiniteRange(minimum, maximum, histogram.isEmpty() ? Double.NaN : exponents.smallestMagnitude());
        return new TensorSummary(
                moments,
                range,
                histogram,
                exponents.zeros(),
                histogram.countBelow(type.lowestNormalExponent()),
                nonFinite);
    }
}
