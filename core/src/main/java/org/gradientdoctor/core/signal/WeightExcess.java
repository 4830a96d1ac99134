package org.gradientdoctor.core.signal;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.gradientdoctor.core.reading.LayerTrait;
import org.jspecify.annotations.Nullable;

/**
 * By how much a layer's weights miss their critical scale, in decades.
 *
 * <p>The scale that keeps activations goes by fan-in, the one that keeps the error signal by fan-out; where they differ,
 * no scale keeps both, and any between them is right (Glorot and Bengio 2010 take the mean). What a layer that tapers
 * loses for all that is its shape's doing, not its weights'.
 */
final class WeightExcess {
    /** A factor of 1.12: critical initializations come that close, and what so little costs is depth's doing. */
    static final double MILD = .05;

    /** Chance that any layer of a network lies beyond what is laid at chance's door: three standard errors for one. */
    private static final double CHANCE = .00135;

    private static final NormalDistribution NORMAL = new NormalDistribution();

    private WeightExcess() {}

    /**
     * log₁₀ of RMS over the nearest right one: 0 where right or unknown, or where a normalization undoes it.
     *
     * @param below the site whose activations these weights take; null for the first, whose input is data
     * @param layers how many layers are looked at: among eighty narrow ones, the farthest off is far off by chance
     */
    static double of(Site site, @Nullable Site below, int layers) {
        double rms = site.weightRms();
        if (!(rms > 0) || site.weightsCancel() || site.layer().has(LayerTrait.LOOKUP)) {
            return 0;
        }
        // Data may look like rectified activations or like centered ones: both initializations are right for them.
        boolean data = below == null || site.freshInput();
        double largest =
                Math.max(data ? 2 : 0, below == null ? 1 : below.moments().largestGain());
        double smallest = Math.min(
                data ? 1 : Double.MAX_VALUE, below == null ? 1 : below.moments().smallestGain());
        double fewer = Math.max(1, Math.min(site.layer().fanIn(), site.layer().fanOut()));
        double more = Math.max(1, Math.max(site.layer().fanIn(), site.layer().fanOut()));
        double high = Math.log10(rms / Math.sqrt(largest / fewer));
        double low = Math.log10(rms / Math.sqrt(smallest / more));
        double tolerance = Math.max(MILD, chance(fewer * more, layers));
        return high > tolerance ? high : low < -tolerance ? low : 0;
    }

    /**
     * Decades by which log₁₀ of the RMS of so many Gaussian draws is off by chance, in the farthest of several layers
     * (Bonferroni): its standard error is 1 / (ln 10 · √(2n)).
     */
    private static double chance(double weights, int layers) {
        double errors = -NORMAL.inverseCumulativeProbability(CHANCE / layers);
        return errors / (Math.log(10) * Math.sqrt(2 * weights));
    }
}
