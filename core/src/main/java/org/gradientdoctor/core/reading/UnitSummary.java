package org.gradientdoctor.core.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a tensor [examples, units, positions] of activations tells about each unit: its mean, its variance <em>across
 * examples</em>, and how often it was active and saturated.
 *
 * <p>The variance across examples asks whether a unit can tell examples apart. It is the population variance taken at
 * each position by itself and averaged over the positions, so that a channel with a fixed spatial pattern, the same for
 * every example, has none. It needs two examples and is NaN below that; with a mask, positions with fewer than two
 * valid examples are left out.
 *
 * <p>An element that is NaN or infinite makes its own unit's mean and variance NaN, and the statistics over all units,
 * but no other unit's. Of the shares, NaN counts as not saturated, and
 * as active only where every element is; infinities count as what they are.
 *
 * <p>Shares are kept as floats. An immutable value of 24 bytes per unit.
 */
public final class UnitSummary implements Serializable {

    private static final long serialVersionUID = 1;

    private final long examples;
    private final int positions;
    private final long nonFinite;
    private final Moments all;
    private final double[] means;
    private final double[] variances;
    private final float[] activeShares;
    private final float[] saturatedShares;

    @JsonCreator
    UnitSummary(
            @JsonProperty("examples") long examples,
            @JsonProperty("positions") int positions,
            @JsonProperty("nonFinite") long nonFinite,
            @JsonProperty("all") Moments all,
            @JsonProperty("means") double[] means,
            @JsonProperty("variances") double[] variances,
            @JsonProperty("activeShares") float[] activeShares,
            @JsonProperty("saturatedShares") float[] saturatedShares) {
        this.examples = examples;
        this.positions = positions;
        this.nonFinite = nonFinite;
        this.all = all;
        this.means = means;
        this.variances = variances;
        this.activeShares = activeShares;
        this.saturatedShares = saturatedShares;
    }

    /** Summarizes all elements, as {@link #of(FloatBuffer, UnitLayout, ResponsiveRange, boolean[])} without mask. */
    public static UnitSummary of(FloatBuffer buffer, UnitLayout layout, ResponsiveRange range) {
        return of(buffer, layout, range, null);
    }

    /**
     * Summarizes the elements that a mask lets pass.
     *
     * @param valid null for all elements; or one flag for each example; or one for each example and position, that of
     *     (e, p) at {@code e·positions + p}
     * @throws IllegalArgumentException if the buffer is null or the mask has another length
     * @throws IndexOutOfBoundsException if the layout reaches beyond the buffer's limit
     */
    public static UnitSummary of(
            FloatBuffer buffer, UnitLayout layout, ResponsiveRange range, boolean @Nullable [] valid) {
        Scratch scratch = new Scratch();
        return UnitPass.over(ElementSource.of(buffer, scratch), layout, range, valid);
    }

    /** As for floats, for elements in double precision. */
    public static UnitSummary of(DoubleBuffer buffer, UnitLayout layout, ResponsiveRange range) {
        return of(buffer, layout, range, null);
    }

    /** As for floats, for elements in double precision. */
    public static UnitSummary of(
            DoubleBuffer buffer, UnitLayout layout, ResponsiveRange range, boolean @Nullable [] valid) {
        return UnitPass.over(ElementSource.of(buffer), layout, range, valid);
    }

    /** As for floats, for the bits of IEEE 754 half-precision elements. */
    public static UnitSummary ofHalf(ShortBuffer buffer, UnitLayout layout, ResponsiveRange range) {
        return ofHalf(buffer, layout, range, null);
    }

    /** As for floats, for the bits of IEEE 754 half-precision elements. */
    public static UnitSummary ofHalf(
            ShortBuffer buffer, UnitLayout layout, ResponsiveRange range, boolean @Nullable [] valid) {
        return UnitPass.over(ElementSource.ofHalf(buffer, new Scratch()), layout, range, valid);
    }

    public int units() {
        return means.length;
    }

    /** How many examples have at least one valid element. */
    public long examples() {
        return examples;
    }

    /** Positions of the layout, masked or not; the larger number where summaries were merged. */
    public int positions() {
        return positions;
    }

    /** How many valid elements each unit has. */
    public long elementsPerUnit() {
        return all.count() / units();
    }

    /** How many valid elements are NaN or infinite. */
    public long nonFinite() {
        return nonFinite;
    }

    /** Mean over the unit's valid elements; NaN if there are none. */
    public double mean(int unit) {
        return means[unit];
    }

    /** Population variance across examples; NaN with fewer than two of them. */
    public double variance(int unit) {
        return variances[unit];
    }

    /** Share of the unit's valid elements that are active, 0 … 1; exactly 0 only if none is. NaN without elements. */
    public double activeShare(int unit) {
        return activeShares[unit];
    }

    /** Share of the unit's valid elements that are saturated, 0 … 1. NaN without elements. */
    public double saturatedShare(int unit) {
        return saturatedShares[unit];
    }

    /** Share of all valid elements that are active, 0 … 1. */
    public double activeShare() {
        return average(activeShares);
    }

    /** Share of all valid elements that are saturated, 0 … 1. */
    public double saturatedShare() {
        return average(saturatedShares);
    }

    /**
     * How far examples lie apart, in the unit of the elements: root of the mean of all units' variances across
     * examples. To be compared with {@link #totalDeviation()}: far below it, the tensor varies from unit to unit but
     * hardly from example to example.
     */
    public double spreadAcrossExamples() {
        return Math.sqrt(Arrays.stream(variances).sum() / units());
    }

    /** Population standard deviation over all valid elements, whichever example, unit and position they belong to. */
    public double totalDeviation() {
        return all.standardDeviation();
    }

    /** Mean of the squares of all valid elements. */
    public double meanSquare() {
        return all.meanSquare();
    }

    /**
     * The summary of both sets of examples, for the same units.
     *
     * <p>Means are exact to rounding; so are variances with a single position (Chan, Golub &amp; LeVeque 1983). With
     * several positions the means at each position are no longer known: the two sets' distance is taken between the
     * means over positions, which makes the variance too small, by a share of about 1 / examples where both sets come
     * from the same distribution. A set without variance then adds nothing to it.
     *
     * @throws IllegalArgumentException if the number of units differs
     */
    public UnitSummary merge(UnitSummary other) {
        if (units() != other.units()) {
            throw new IllegalArgumentException("summaries of " + units() + " and " + other.units()
                    + " units can't be merged: they are not of the same layer");
        }
        if (all.count() == 0) {
            return other;
        }
        return other.all.count() == 0 ? this : mergeNonEmpty(other);
    }

    private UnitSummary mergeNonEmpty(UnitSummary other) {
        double share = (double) other.all.count() / (all.count() + other.all.count());
        boolean single = positions == 1 && other.positions == 1;
        double[] mergedMeans = new double[units()];
        double[] mergedVariances = new double[units()];
        float[] mergedActive = new float[units()];
        float[] mergedSaturated = new float[units()];
        for (int u = 0; u < units(); u++) {
            double delta = other.means[u] - means[u];
            mergedMeans[u] = means[u] + delta * share;
            double a = knownVariance(u, single);
            double b = other.knownVariance(u, single);
            mergedVariances[u] = Double.isNaN(a) || Double.isNaN(b)
                    ? (Double.isNaN(a) ? b : a) + 0 * delta
                    : a + (b - a) * share + delta * delta * share * (1 - share);
            mergedActive[u] = (float) (activeShares[u] + (other.activeShares[u] - activeShares[u]) * share);
            mergedSaturated[u] = (float) (saturatedShares[u] + (other.saturatedShares[u] - saturatedShares[u]) * share);
        }
        return new UnitSummary(
                examples + other.examples,
                Math.max(positions, other.positions),
                nonFinite + other.nonFinite,
                all.merge(other.all),
                mergedMeans,
                mergedVariances,
                mergedActive,
                mergedSaturated);
    }

    /** A single example at a single position lies at its mean: for pooling, its variance is known to be 0. */
    private double knownVariance(int unit, boolean singlePosition) {
        return singlePosition && examples == 1 ? 0 : variances[unit];
    }

    private static double average(float[] shares) {
        double sum = 0;
        for (float share : shares) {
            sum += share;
        }
        return sum / shares.length;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof UnitSummary other
                && examples == other.examples
                && positions == other.positions
                && nonFinite == other.nonFinite
                && all.equals(other.all)
                && Arrays.equals(means, other.means)
                && Arrays.equals(variances, other.variances)
                && Arrays.equals(activeShares, other.activeShares)
                && Arrays.equals(saturatedShares, other.saturatedShares);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(means) + Arrays.hashCode(variances);
    }

    @Override
    public String toString() {
        return "UnitSummary[units=" + units() + ", examples=" + examples + ", positions=" + positions
                + ", spreadAcrossExamples=" + spreadAcrossExamples() + ", totalDeviation=" + totalDeviation()
                + ", activeShare=" + activeShare() + ", saturatedShare=" + saturatedShare() + ", nonFinite="
                + nonFinite + "]";
    }
}
