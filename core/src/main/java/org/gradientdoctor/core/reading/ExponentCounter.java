package org.gradientdoctor.core.reading;

import java.util.Arrays;

/**
 * Counts elements by binary exponent, block after block, and from the counts learns what else it must look for: zeros,
 * subnormals, values that are not finite and the smallest magnitude are looked up only in blocks whose counts say that
 * they hold some. An object serves one thread.
 */
final class ExponentCounter {

    private static final int BIAS = Double.MAX_EXPONENT;
    private static final int BINS = 2048;
    private static final int NON_FINITE = BINS - 1;
    private static final int FRACTION_BITS = 52;
    private static final long MAGNITUDE = Long.MAX_VALUE;

    // Four sets, used in turn: an increment right after one of the same counter waits for its store.
    private final int[] first = new int[BINS];
    private final int[] second = new int[BINS];
    private final int[] third = new int[BINS];
    private final int[] fourth = new int[BINS];
    private final int[] subnormal = new int[FRACTION_BITS];

    private ElementType type = ElementType.DOUBLE;
    private int lowestBin;
    private int highestBin;
    private int zeros;
    private double smallest;
    private int smallestBin;
    private int upToSmallest;

    void start(ElementType elementType) {
        type = elementType;
        lowestBin = Math.max(1, elementType.lowestExponent() + BIAS);
        highestBin = elementType.highestExponent() + BIAS;
        clear(first);
        clear(second);
        clear(third);
        clear(fourth);
        Arrays.fill(subnormal, 0);
        zeros = 0;
        smallest = Double.POSITIVE_INFINITY;
        smallestBin = highestBin;
        upToSmallest = 0;
    }

    private void clear(int[] counts) {
        counts[0] = 0;
        counts[NON_FINITE] = 0;
        Arrays.fill(counts, lowestBin, highestBin + 1, 0);
    }

    /** Counts a block and tells how many of its elements are not finite. */
    int count(double[] block, int count) {
        int tiny = inBin(0);
        int nonFinite = inBin(NON_FINITE);
        countExponents(block, count, first, second, third, fourth);
        if (inBin(0) != tiny) {
            countTiny(block, count, inBin(0) - tiny);
        }
        int normal = countUpTo(smallestBin);
        if (normal != upToSmallest) {
            findSmallest(block, count);
        }
        return inBin(NON_FINITE) - nonFinite;
    }

    int zeros() {
        return zeros;
    }

    /** Counts of the finite nonzero elements seen since the start. */
    ExponentHistogram histogram() {
        int from = lowestBin;
        int to = highestBin;
        while (from <= to && inBin(from) == 0) {
            from++;
        }
        while (to >= from && inBin(to) == 0) {
            to--;
        }
        long[] normal = new long[to - from + 1];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = inBin(from + i);
        }
        ExponentHistogram histogram = ExponentHistogram.trimmed(from - BIAS, normal);
        return smallest < Double.MIN_NORMAL ? histogram.merge(subnormalHistogram()) : histogram;
    }

    private ExponentHistogram subnormalHistogram() {
        long[] counts = Arrays.stream(subnormal).asLongStream().toArray();
        return ExponentHistogram.trimmed(type.lowestExponent(), counts);
    }

    /** Smallest nonzero finite magnitude, infinity if there is none. */
    double smallestMagnitude() {
        return smallest;
    }

    private int inBin(int bin) {
        return first[bin] + second[bin] + third[bin] + fourth[bin];
    }

    private static void countExponents(double[] block, int count, int[] a, int[] b, int[] c, int[] d) {
        int i = 0;
        for (; i < count - 3; i += 4) {
            // Masking by the length spares the range check.
            a[signAndExponent(block[i]) & (a.length - 1)]++;
            b[signAndExponent(block[i + 1]) & (b.length - 1)]++;
            c[signAndExponent(block[i + 2]) & (c.length - 1)]++;
            d[signAndExponent(block[i + 3]) & (d.length - 1)]++;
        }
        for (; i < count; i++) {
            a[signAndExponent(block[i]) & (a.length - 1)]++;
        }
    }

    private static int signAndExponent(double element) {
        return (int) (Double.doubleToRawLongBits(element) >>> FRACTION_BITS);
    }

    /** Tells zeros from subnormal doubles; as a double, a subnormal float or half is not subnormal. */
    private void countTiny(double[] block, int count, int tiny) {
        if (type != ElementType.DOUBLE) {
            zeros += tiny;
            return;
        }
        int found = 0;
        for (int i = 0; i < count; i++) {
            long magnitude = Double.doubleToRawLongBits(block[i]) & MAGNITUDE;
            found += (int) ((magnitude - 1) >>> 63); // 1 for zero alone, without a branch to mispredict
        }
        zeros += found;
        if (found < tiny) {
            countSubnormal(block, count);
        }
    }

    private void countSubnormal(double[] block, int count) {
        for (int i = 0; i < count; i++) {
            double magnitude = Math.abs(block[i]);
            if (magnitude != 0 && magnitude < Double.MIN_NORMAL) {
                // The fraction's leading bit is the exponent, counted from that of the smallest subnormal.
                subnormal[63 - Long.numberOfLeadingZeros(Double.doubleToRawLongBits(magnitude))]++;
                smallest = Math.min(smallest, magnitude);
            }
        }
    }

    private int countUpTo(int bin) {
        int sum = 0;
        for (int i = lowestBin; i <= bin; i++) {
            sum += first[i] + second[i] + third[i] + fourth[i];
        }
        return sum;
    }

    private void findSmallest(double[] block, int count) {
        double found = smallest;
        for (int i = 0; i < count; i++) {
            double magnitude = Math.abs(block[i]);
            if (magnitude < found && magnitude != 0) {
                found = magnitude;
            }
        }
        smallest = found;
        smallestBin = Math.min(smallestBin, Math.max(lowestBin - 1, Math.getExponent(found) + BIAS));
        upToSmallest = countUpTo(smallestBin);
    }
}
