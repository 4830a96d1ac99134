package org.gradientdoctor.core.reading;

import java.io.Serializable;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * How two tensors of equal length lie to each other, gradient and update for instance.
 *
 * <p>Sums are in double precision. Values that are not finite show in the results as arithmetic has them.
 *
 * @param dot sum of the products of corresponding elements, 0 where there are no elements
 * @param firstNorm L2 norm of the first tensor
 * @param secondNorm L2 norm of the second tensor
 * @param cosine {@code dot / (firstNorm · secondNorm)}, from -1 to 1, also where the dot product overflows or vanishes;
 *     NaN where a norm is 0 or not finite, as there is no direction then
 */
public record PairSummary(double dot, double firstNorm, double secondNorm, double cosine) implements Serializable {

    /**
     * Reads {@code length} elements of each buffer, from an absolute index on, whatever the buffer's position.
     *
     * @throws IllegalArgumentException if a buffer is null, the length negative or a stride 0
     * @throws IndexOutOfBoundsException if an element lies beyond its buffer's limit
     */
    public static PairSummary of(
            FloatBuffer first,
            long firstOffset,
            long firstStride,
            FloatBuffer second,
            long secondOffset,
            long secondStride,
            long length) {
        Scratch scratch = new Scratch();
        return PairSums.of(
                ElementSource.of(first, scratch),
                firstOffset,
                firstStride,
                ElementSource.of(second, scratch),
                secondOffset,
                secondStride,
                length);
    }

    /** As for floats, for elements in double precision. */
    public static PairSummary of(
            DoubleBuffer first,
            long firstOffset,
            long firstStride,
            DoubleBuffer second,
            long secondOffset,
            long secondStride,
            long length) {
        return PairSums.of(
                ElementSource.of(first),
                firstOffset,
                firstStride,
                ElementSource.of(second),
                secondOffset,
                secondStride,
                length);
    }

    /** As for floats, for the bits of IEEE 754 half-precision elements. */
    public static PairSummary ofHalf(
            ShortBuffer first,
            long firstOffset,
            long firstStride,
            ShortBuffer second,
            long secondOffset,
            long secondStride,
            long length) {
        Scratch scratch = new Scratch();
        return PairSums.of(
                ElementSource.ofHalf(first, scratch),
                firstOffset,
                firstStride,
                ElementSource.ofHalf(second, scratch),
                secondOffset,
                secondStride,
                length);
    }
}
