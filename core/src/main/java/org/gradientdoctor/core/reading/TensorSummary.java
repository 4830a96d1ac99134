package org.gradientdoctor.core.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Objects;

/**
 * What one pass over a tensor of any shape tells about its elements: moments, range, counts, and a histogram of
 * magnitudes on a binary logarithmic scale.
 *
 * <p><b>Values that are not finite are never hidden.</b> Every statistic answers what arithmetic in the extended reals
 * gives over <em>all</em> elements: NaN as soon as one element is NaN; otherwise an infinite element shows in the mean,
 * the norms and the extremes, and makes the deviation NaN. {@link #finitePart()} is the summary of the finite elements
 * alone. Where there are no elements, every statistic is NaN and every count is 0.
 *
 * <p>Sums are in double precision whatever the element type, and right where squares of the elements would overflow or
 * vanish; a norm beyond {@link Double#MAX_VALUE} is infinite. Negative and positive zero are the same. Statistics carry
 * the unit of the elements.
 *
 * <p>An immutable value of about 200 bytes and 8 for each occupied binary exponent. A {@link TensorSummarizer} makes
 * many of them without allocating anew.
 */
public final class TensorSummary implements Serializable {

    private static final long serialVersionUID = 1;

    private static final TensorSummary EMPTY =
            new TensorSummary(Moments.NONE, FiniteRange.NONE, ExponentHistogram.NONE, 0, 0, NonFiniteCounts.NONE);

    private final Moments moments;
    private final FiniteRange range;
    private final ExponentHistogram exponents;
    private final long zeros;
    private final long subnormals;
    private final NonFiniteCounts nonFinite;

    @JsonCreator
    TensorSummary(
            @JsonProperty("moments") Moments moments,
            @JsonProperty("range") FiniteRange range,
            @JsonProperty("exponents") ExponentHistogram exponents,
            @JsonProperty("zeros") long zeros,
            @JsonProperty("subnormals") long subnormals,
            @JsonProperty("nonFinite") NonFiniteCounts nonFinite) {
        this.moments = moments;
        this.range = range;
        this.exponents = exponents;
        this.zeros = zeros;
        this.subnormals = subnormals;
        this.nonFinite = nonFinite;
    }

    /** The summary of no elements: what merging starts from. */
    public static TensorSummary empty() {
        return EMPTY;
    }

    /** Summarizes all elements of an array. */
    public static TensorSummary of(float[] elements) {
        return of(FloatBuffer.wrap(elements), 0, elements.length, 1);
    }

    /** Summarizes all elements of an array. */
    public static TensorSummary of(double[] elements) {
        return of(DoubleBuffer.wrap(elements), 0, elements.length, 1);
    }

    /** As {@link TensorSummarizer#summarize(FloatBuffer, long, long, long)}, for a single tensor. */
    public static TensorSummary of(FloatBuffer buffer, long offset, long length, long stride) {
        return new TensorSummarizer().summarize(buffer, offset, length, stride);
    }

    /** As {@link TensorSummarizer#summarize(DoubleBuffer, long, long, long)}, for a single tensor. */
    public static TensorSummary of(DoubleBuffer buffer, long offset, long length, long stride) {
        return new TensorSummarizer().summarize(buffer, offset, length, stride);
    }

    /** As {@link TensorSummarizer#summarizeHalf(ShortBuffer, long, long, long)}, for a single tensor. */
    public static TensorSummary ofHalf(ShortBuffer buffer, long offset, long length, long stride) {
        return new TensorSummarizer().summarizeHalf(buffer, offset, length, stride);
    }

    /**
     * The summary of the elements of both: counts, extremes and histogram exactly, moments to rounding (Chan, Golub
     * &amp; LeVeque 1983).
     */
    public TensorSummary merge(TensorSummary other) {
        return new TensorSummary(
                moments.merge(other.moments),
                range.merge(other.range),
                exponents.merge(other.exponents),
                zeros + other.zeros,
                subnormals + other.subnormals,
                nonFinite.plus(other.nonFinite));
    }

    /** The summary of the finite elements alone; this one if all are finite. */
    public TensorSummary finitePart() {
        return isFinite()
                ? this
                : new TensorSummary(moments, range, exponents, zeros, subnormals, NonFiniteCounts.NONE);
    }

    /** How many elements there are, finite or not. */
    public long count() {
        return moments.count() + nonFinite.total();
    }

    /** Whether no element is NaN or infinite. */
    public boolean isFinite() {
        return nonFinite() == 0;
    }

    /** How many elements are NaN or infinite. */
    public long nonFinite() {
        return nonFinite.total();
    }

    /** How many elements are NaN. */
    public long nans() {
        return nonFinite.nans();
    }

    public long positiveInfinities() {
        return nonFinite.positive();
    }

    public long negativeInfinities() {
        return nonFinite.negative();
    }

    /** How many elements are exactly 0. */
    public long zeros() {
        return zeros;
    }

    /**
     * How many elements are not 0 and yet too small for the full precision of their buffer's element type: below
     * {@code 2^-14} (half), {@code 2^-126} (float) or {@code 2^-1022} (double) in magnitude.
     */
    public long subnormals() {
        return subnormals;
    }

    /** Mean; NaN also where infinities of both signs meet. */
    public double mean() {
        return isFinite() ? moments.valueMean() : nonFinite.sum();
    }

    /** Population standard deviation (over all elements, divided by their number). */
    public double standardDeviation() {
        return isFinite() ? moments.standardDeviation() : Double.NaN;
    }

    /** Root of the mean of squares. */
    public double rms() {
        return isFinite() ? moments.rms() : nonFinite.largestMagnitude();
    }

    /** Root of the sum of squares. */
    public double l2Norm() {
        return isFinite() ? moments.l2Norm() : nonFinite.largestMagnitude();
    }

    public double minimum() {
        return isFinite() ? range.minimum() : nonFinite.minimum(range);
    }

    public double maximum() {
        return isFinite() ? range.maximum() : nonFinite.maximum(range);
    }

    /** Largest absolute value. */
    public double largestMagnitude() {
        return isFinite() ? range.largestMagnitude() : nonFinite.largestMagnitude();
    }

    /** Smallest absolute value that is not 0; NaN also where every element is 0. */
    public double smallestNonzeroMagnitude() {
        return nonFinite.nans() == 0 ? nonFinite.smallestMagnitude(range) : Double.NaN;
    }

    /**
     * Estimates a quantile of the absolute values: the one whose rank, counted from 1 at the smallest, is {@code p}
     * times the number of elements, rounded up.
     *
     * <p>Zeros rank lowest and infinities highest, and both are answered as themselves; with a NaN there is no order
     * and the answer is NaN. Otherwise the answer is off by a factor of at most 2 either way: it lies in the same
     * interval {@code [2^e, 2^(e+1)]} as the true one, is interpolated on the logarithmic scale, and never leaves
     * {@link #smallestNonzeroMagnitude()} … {@link #largestMagnitude()}, which are answered exactly at their ranks.
     *
     * @param p share of the elements, from 0 to 1
     * @throws IllegalArgumentException if {@code p} is not within 0 … 1
     */
    public double magnitudeQuantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "p is " + p + ": a quantile is asked for by a share from 0 to 1, .5 for" + " the median");
        }
        if (count() == 0 || nans() > 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(p * count()));
        if (rank <= zeros) {
            return 0;
        }
        if (rank > moments.count()) {
            return Double.POSITIVE_INFINITY;
        }
        if (rank == zeros + 1) {
            return range.smallestMagnitude();
        }
        if (rank == moments.count()) {
            return range.largestMagnitude();
        }
        double estimate = exponents.magnitudeAt(rank - zeros);
        return Math.max(range.smallestMagnitude(), Math.min(estimate, range.largestMagnitude()));
    }

    /**
     * How many finite elements have a magnitude in {@code [2^exponent, 2^(exponent + 1))}: a bar of the histogram.
     * Zeros are in none of them.
     */
    public long countAtExponent(int exponent) {
        return exponents.count(exponent);
    }

    /**
     * Binary exponent of the smallest finite nonzero magnitude, where the histogram begins.
     *
     * @throws IllegalStateException if no element is finite and nonzero
     */
    public int lowestExponent() {
        requireOccupied();
        return exponents.lowest();
    }

    /**
     * Binary exponent of the largest finite nonzero magnitude, where the histogram ends.
     *
     * @throws IllegalStateException if no element is finite and nonzero
     */
    public int highestExponent() {
        requireOccupied();
        return exponents.highest();
    }

    private void requireOccupied() {
        if (exponents.isEmpty()) {
            throw new IllegalStateException("no element of " + this + " is finite and nonzero, so there is no exponent:"
                    + " ask only where largestMagnitude() > 0 of the finite part");
        }
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof TensorSummary other
                && moments.equals(other.moments)
                && range.equals(other.range)
                && exponents.equals(other.exponents)
                && zeros == other.zeros
                && subnormals == other.subnormals
                && nonFinite.equals(other.nonFinite);
    }

    @Override
    public int hashCode() {
        return Objects.hash(moments, range, exponents, zeros, subnormals, nonFinite);
    }

    /** The statistics on one line, for logs and test failures. */
    @Override
    public String toString() {
        return "TensorSummary[count=" + count() + ", mean=" + mean() + ", standardDeviation=" + standardDeviation()
                + ", minimum=" + minimum() + ", maximum=" + maximum() + ", zeros=" + zeros + ", subnormals="
                + subnormals + ", nans=" + nans() + ", infinities=" + (nonFinite() - nans()) + "]";
    }
}
