package org.gradientdoctor.core.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Arrays;

/** How many finite nonzero magnitudes lie in each {@code [2^e, 2^(e+1))}; only the occupied range of e is kept. */
final class ExponentHistogram implements Serializable {

    static final ExponentHistogram NONE = new ExponentHistogram(0, new long[0]);

    private static final long serialVersionUID = 1;

    private final int lowest;
    private final long[] counts;

    @JsonCreator
    private ExponentHistogram(@JsonProperty("lowest") int lowest, @JsonProperty("counts") long[] counts) {
        this.lowest = lowest;
        this.counts = counts;
    }

    /** A histogram of the given counts, the first of which is that of exponent {@code first}. */
    static ExponentHistogram trimmed(int first, long[] counts) {
        int from = 0;
        int to = counts.length;
        while (from < to && counts[from] == 0) {
            from++;
        }
        while (from < to && counts[to - 1] == 0) {
            to--;
        }
        return from == to ? NONE : new ExponentHistogram(first + from, Arrays.copyOfRange(counts, from, to));
    }

    boolean isEmpty() {
        return counts.length == 0;
    }

    int lowest() {
        return lowest;
    }

    int highest() {
        return lowest + counts.length - 1;
    }

    long count(int exponent) {
        return !isEmpty() && exponent >= lowest && exponent <= highest() ? counts[exponent - lowest] : 0;
    }

    long countBelow(int exponent) {
        long sum = 0;
        for (int i = 0; i < counts.length && lowest + i < exponent; i++) {
            sum += counts[i];
        }
        return sum;
    }

    ExponentHistogram merge(ExponentHistogram other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        int first = Math.min(lowest, other.lowest);
        long[] sum = new long[Math.max(highest(), other.highest()) - first + 1];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = count(first + i) + other.count(first + i);
        }
        return new ExponentHistogram(first, sum);
    }

    /**
     * Estimates the magnitude of the given rank, 1 being the smallest's: interpolated between the powers of two that
     * enclose it, as if the logarithms of a bin's magnitudes were evenly spread.
     */
    double magnitudeAt(long rank) {
        long before = 0;
        int bin = 0;
        while (before + counts[bin] < rank) {
            before += counts[bin++];
        }
        double position = (rank - before - 0.5) / counts[bin];
        return Math.scalb(Math.pow(2, position), lowest + bin);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof ExponentHistogram other
                && lowest == other.lowest
                && Arrays.equals(counts, other.counts);
    }

    @Override
    public int hashCode() {
        return 31 * lowest + Arrays.hashCode(counts);
    }
}
