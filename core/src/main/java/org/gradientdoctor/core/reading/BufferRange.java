package org.gradientdoctor.core.reading;

/** Evenly spaced elements of a buffer, checked against its limit. */
record BufferRange(int first, int count, int stride) {

    /**
     * @throws IllegalArgumentException if the length is negative or the stride 0
     * @throws IndexOutOfBoundsException if an element lies outside {@code 0 … limit - 1}
     */
    static BufferRange of(long offset, long length, long stride, int limit) {
        if (length < 0) {
            throw new IllegalArgumentException("length is " + length + ": it counts elements and must be 0 or more");
        }
        if (stride == 0) {
            throw new IllegalArgumentException("stride is 0: elements that are not evenly spaced (a permuted view, for"
                    + " instance) need a contiguous copy first");
        }
        if (offset < 0 || offset > limit) {
            throw new IndexOutOfBoundsException("offset is " + offset + ", but the buffer's indices run from 0 to its"
                    + " limit, " + limit + "; the offset counts elements from index 0, not from the position");
        }
        if (length > 0) {
            requireInside(offset, length, stride, limit);
        }
        return new BufferRange((int) offset, (int) length, length > 1 ? (int) stride : 1);
    }

    private static void requireInside(long offset, long length, long stride, int limit) {
        // Tested first: with both below 2^31, the product below does not overflow.
        boolean small = length <= limit && (length == 1 || (stride > -limit && stride < limit));
        long last = small ? offset + (length - 1) * stride : Long.MAX_VALUE;
        if (offset >= limit || last < 0 || last >= limit) {
            throw new IndexOutOfBoundsException("offset " + offset + ", length " + length + " and stride " + stride
                    + " reach " + (small ? "index " + last : "far") + " outside the buffer's limit, " + limit
                    + ": check that offset and stride count elements, not bytes, and that the limit was not moved");
        }
    }

    int index(int element) {
        return first + element * stride;
    }
}
