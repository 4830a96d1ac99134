package org.gradientdoctor.core.reading;

/**
 * Where in a buffer the elements of a tensor [examples, units, positions] are: element (e, u, p) at index
 * {@code offset + e·exampleStride + u·unitStride + p·positionStride}, counted from the buffer's index 0.
 *
 * <p>A dense layer's [minibatch, units] has one position; a recurrent layer's [minibatch, features, steps] has steps
 * for positions; a convolution's [minibatch, channels, height, width] has height·width of them, if these two lie evenly
 * spaced.
 *
 * @param offset index of the first element
 * @param examples 0 or more
 * @param units 1 or more
 * @param positions 1 or more
 * @param exampleStride in elements; not 0 where there are several examples, and so with the other strides
 */
public record UnitLayout(
        long offset, int examples, int units, int positions, long exampleStride, long unitStride, long positionStride) {

    /**
     * @throws IllegalArgumentException if a size is out of range, or the stride of a size above 1 is 0
     */
    public UnitLayout {
        if (examples < 0 || units < 1 || positions < 1) {
            throw new IllegalArgumentException("examples " + examples + ", units " + units + ", positions " + positions
                    + ": there must be at least one unit and one position, and 0 or more examples");
        }
        requireSpaced("exampleStride", exampleStride, examples);
        requireSpaced("unitStride", unitStride, units);
        requireSpaced("positionStride", positionStride, positions);
        if ((long) units * positions > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(units + " units of " + positions + " positions are more than an int can"
                    + " count: summarize them in parts");
        }
    }

    /** A contiguous [examples, units] matrix in 'c' order: an example's units side by side. */
    public static UnitLayout rowMajor(int examples, int units) {
        return rowMajor(examples, units, 1);
    }

    /** A contiguous [examples, units, positions] tensor in 'c' order. */
    public static UnitLayout rowMajor(int examples, int units, int positions) {
        return new UnitLayout(0, examples, units, positions, (long) units * positions, positions, 1);
    }

    /** A contiguous [examples, units] matrix in 'f' order: a unit's examples side by side. */
    public static UnitLayout columnMajor(int examples, int units) {
        return columnMajor(examples, units, 1);
    }

    /** A contiguous [examples, units, positions] tensor in 'f' order. */
    public static UnitLayout columnMajor(int examples, int units, int positions) {
        return new UnitLayout(0, examples, units, positions, 1, examples, (long) examples * units);
    }

    /** The same layout beginning at another index. */
    public UnitLayout at(long newOffset) {
        return new UnitLayout(newOffset, examples, units, positions, exampleStride, unitStride, positionStride);
    }

    /**
     * @throws IndexOutOfBoundsException if an element lies outside {@code 0 … limit - 1}
     */
    void requireWithin(int limit) {
        if (examples == 0) {
            return;
        }
        double lowest = offset;
        double highest = offset;
        double[] reaches = {
            (examples - 1.0) * exampleStride, (units - 1.0) * unitStride, (positions - 1.0) * positionStride
        };
        for (double reach : reaches) {
            lowest += Math.min(reach, 0);
            highest += Math.max(reach, 0);
        }
        if (lowest < 0 || highest >= limit) {
            throw new IndexOutOfBoundsException(this + " reaches from index " + (long) lowest + " to " + (long) highest
                    + ", but the buffer's indices run from 0 to below its limit, " + limit
                    + ": check that offset and strides count elements, not bytes");
        }
    }

    int index(int example, int unit, int position) {
        return (int) (offset + example * exampleStride + unit * unitStride + position * positionStride);
    }

    private static void requireSpaced(String name, long stride, int size) {
        if (stride == 0 && size > 1) {
            throw new IllegalArgumentException(name + " is 0 for a size of " + size
                    + ": a broadcast view repeats one element; summarize the array it was made from");
        }
    }
}
