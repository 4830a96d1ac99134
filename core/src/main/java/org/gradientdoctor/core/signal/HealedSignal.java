package org.gradientdoctor.core.signal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;

/**
 * The error signal as it would be, were some factors healed: the propagation recursion (Poole et al. 2016, Schoenholz et
 * al. 2017) started from the measured state of this very network.
 *
 * <p>Forward, a layer's pre-activations scale with what arrives from below and with its weights; its biases stay.
 * Backward, δ₋ = (Wᵀδ) ⊙ φ′(z₋) changes by what its weights change and by what φ′ of the new pre-activations is over φ′
 * of the measured ones. What theory and measurement differ by stays in every counterfactual, so that with nothing healed
 * the recursion gives what was measured.
 */
final class HealedSignal {
    /** Input RMS from which it may be to blame for flat slopes: standardized input has 1. */
    private static final double LARGE_INPUT = 3;
    /** Share of the way from zero to the end of the responsive range from which biases may be to blame. */
    private static final double LARGE_BIAS = .5;
    /** Decades per layer that healthy nets of a steep activation lose in all but the first layers. */
    private static final double MILD = .05;
    /** Decades by which a rectifier's slope lies below that of half active units before these count as inactive. */
    private static final double INACTIVE = .2;
    /** log₁₀ of the slope by theory from which a layer that passed nothing passes something again: a tenth. */
    private static final double ALIVE = -1;

    private final List<Site> sites;
    private final double[] excess;
    private final PreActivations[] measured;
    private final double inputMeanSquare;
    private final int direction;

    /** @param direction 1 for a signal that explodes, -1 for one that vanishes */
    HealedSignal(List<Site> sites, @Nullable UnitSummary input, int direction) {
        this.sites = sites;
        this.direction = direction;
        this.inputMeanSquare = input == null ? Double.NaN : input.meanSquare();
        this.excess = new double[sites.size()];
        this.measured = new PreActivations[sites.size()];
        for (int i = 0; i < sites.size(); i++) {
            excess[i] = WeightExcess.of(sites.get(i), i == 0 ? null : sites.get(i - 1), sites.size());
            measured[i] = sites.get(i).z();
        }
    }

    List<Site> sites() {
        return sites;
    }

    double inputRms() {
        return Math.sqrt(inputMeanSquare);
    }

    double excess(int i) {
        return excess[i];
    }

    /** Whether this site has what is to be healed. */
    boolean concerns(Healing healing, int i) {
        Site site = sites.get(i);
        return switch (healing) {
            case LARGE_WEIGHTS -> excess[i] > 0;
            case SMALL_WEIGHTS -> excess[i] < 0;
            case INPUT -> i == 0 && !site.freshInput() && inputRms() > LARGE_INPUT;
            case BIASES -> hasLargeBiases(site);
            case INACTIVE_UNITS ->
                i < sites.size() - 1
                        && site.shape() == ActivationShape.RECTIFIER
                        && !quietByChance(site)
                        && site.moments().healthySlope() - slope(i) > INACTIVE;
            case ACTIVATION ->
                i < sites.size() - 1 && site.isFlattening() && site.moments().healthySlope() - slope(i) > MILD;
            case DEPTH -> true;
        };
    }

    /**
     * Without any bias, nothing presses units below their kink: where a few are quiet, or all of a narrow layer, that is
     * chance, and the more layers there are the surer one of them is met by it. That is depth's doing.
     */
    private static boolean quietByChance(Site site) {
        PreActivations biases = site.biases();
        return biases.mean() == 0 && biases.variance() == 0;
    }

    private static boolean hasLargeBiases(Site site) {
        double reach = site.activation() == null
                ? Double.POSITIVE_INFINITY
                : Math.min(
                        Math.abs(site.activation().range().low()),
                        Math.abs(site.activation().range().high()));
        return site.shape() == ActivationShape.SATURATING
                && !site.pinned()
                && Math.sqrt(site.biases().meanSquare()) > LARGE_BIAS * reach;
    }

    /**
     * Decades that are lost (or gained, where the signal explodes) on the way back: in the first layer or, where that is
     * more, in the median of the lowest third.
     */
    double sickness(Set<Healing> healed) {
        double[] logs = logDelta(healed);
        double over = Math.max(0, Math.max(direction * (logs[0] - logs[logs.length - 1]), direction * level(logs)));
        if (!healed.contains(Healing.DEPTH)) {
            return over;
        }
        // Where the signal breaks off in one layer, fewer of them do not help: the trend knows nothing of that one.
        // Unless chance made it: half as many layers are half as likely to hold one that is quiet altogether.
        double trend = Math.max(0, -direction * TheilSen.slope(logs) * (logs.length - 1));
        return over - (isDeadByChance() ? over : Math.min(over, trend)) / 2;
    }

    private boolean isDeadByChance() {
        return sites.subList(0, sites.size() - 1).stream()
                .anyMatch(site -> site.isDead() && site.shape() == ActivationShape.RECTIFIER && quietByChance(site));
    }

    private static double level(double[] logs) {
        return TheilSen.median(Arrays.copyOf(logs, (logs.length + 2) / 3)) - logs[logs.length - 1];
    }

    /** log₁₀ RMS of δ at each site. */
    double[] logDelta(Set<Healing> healed) {
        double[] logs = new double[sites.size()];
        PreActivations[] z = preActivations(healed);
        for (int i = sites.size() - 1; i >= 0; i--) {
            logs[i] = healed.isEmpty() || i == sites.size() - 1
                    ? sites.get(i).logDelta()
                    : Math.max(DepthTrend.FLOOR, logs[i + 1] + gain(i, z[i], healed));
        }
        return logs;
    }

    /** log₁₀ of the factor by which δ changes from the site above to this one. */
    private double gain(int i, PreActivations z, Set<Healing> healed) {
        Site site = sites.get(i);
        Site above = sites.get(i + 1);
        double slope = slope(i, z, healed);
        double weights =
                isHealed(Healing.LARGE_WEIGHTS, i + 1, healed) || isHealed(Healing.SMALL_WEIGHTS, i + 1, healed)
                        ? -excess[i + 1]
                        : 0;
        if (site.logDelta() > DepthTrend.FLOOR) {
            return site.logDelta() - above.logDelta() + weights + slope - slope(i);
        }
        // Nothing was left to be measured here: by theory alone.
        double passed =
                Math.log10(above.weightRms() * Math.sqrt((double) above.layer().fanOut()));
        return (Double.isFinite(passed) ? passed : 0) + weights + slope;
    }

    private double slope(int i) {
        double slope = sites.get(i).slope();
        if (Double.isNaN(slope)) {
            slope = sites.get(i).moments().logSlope(measured[i]);
        }
        return Double.isNaN(slope) ? 0 : slope;
    }

    private double slope(int i, PreActivations z, Set<Healing> healed) {
        Site site = sites.get(i);
        boolean swapped = isHealed(Healing.ACTIVATION, i, healed);
        if (swapped || isHealed(Healing.INACTIVE_UNITS, i, healed)) {
            return site.moments().healthySlope();
        }
        if (z.equals(measured[i])) {
            return slope(i);
        }
        double theory = site.moments().logSlope(z);
        double theoryBefore = site.moments().logSlope(measured[i]);
        if (site.isDead()) {
            return theory > ALIVE && theoryBefore <= ALIVE ? theory : DepthTrend.FLOOR;
        }
        if (Double.isNaN(theory - theoryBefore) || site.activation() == null) {
            return slope(i);
        }
        double steepest = Math.log10(site.activation().largestSlope());
        double freed = theory + (slope(i) - theoryBefore) * flatness(theory, theoryBefore, steepest);
        return Math.min(freed, Math.max(steepest, slope(i)));
    }

    /**
     * How much of what measurement and theory differ by stays. In deep saturation a few units near zero carry the slope,
     * and a batch may hold fewer of them than theory says; as the layer leaves saturation that goes.
     */
    private static double flatness(double theory, double before, double steepest) {
        double left = (steepest - theory) / (steepest - before);
        return left >= 0 && left < 1 ? left : 1;
    }

    private PreActivations[] preActivations(Set<Healing> healed) {
        PreActivations[] z = measured.clone();
        double arriving = isHealed(Healing.INPUT, 0, healed) ? 1 / inputMeanSquare : 1;
        for (int i = 0; i < sites.size(); i++) {
            double scale = arriving * weightFactor(i, healed);
            z[i] = rescaled(i, sites.get(i).freshInput() ? weightFactor(i, healed) : scale, healed);
            arriving = handedOn(i, z[i], healed) / handedOn(i, measured[i], Set.of());
            if (!(arriving > 0) || Double.isInfinite(arriving)) {
                arriving = 1;
            }
        }
        return z;
    }

    private double weightFactor(int i, Set<Healing> healed) {
        return isHealed(Healing.LARGE_WEIGHTS, i, healed) || isHealed(Healing.SMALL_WEIGHTS, i, healed)
                ? Math.pow(10, -2 * excess[i])
                : 1;
    }

    /** The part that comes from below through the weights scales; the biases' part stays, unless they are healed. */
    private PreActivations rescaled(int i, double scale, Set<Healing> healed) {
        Site site = sites.get(i);
        PreActivations z = measured[i];
        PreActivations biases = site.biases();
        boolean withoutBiases = isHealed(Healing.BIASES, i, healed);
        if (!site.pinned() && (scale != 1 || withoutBiases)) {
            double kept = withoutBiases ? 0 : 1;
            z = new PreActivations(
                    kept * biases.mean() + (z.mean() - biases.mean()) * Math.sqrt(scale),
                    kept * Math.min(biases.variance(), z.variance())
                            + Math.max(0, z.variance() - biases.variance()) * scale);
        }
        return isHealed(Healing.INACTIVE_UNITS, i, healed) ? z.centered() : z;
    }

    /** Mean square of what the site hands on; up to a constant factor where nothing is known of its function. */
    private double handedOn(int i, PreActivations z, Set<Healing> healed) {
        FunctionMoments moments = sites.get(i).moments();
        if (isHealed(Healing.ACTIVATION, i, healed)) {
            // A rectifier with its own initialization hands on what keeps z: the usual gain undoes what it takes.
            return z.meanSquare() / moments.gain();
        }
        double square = moments.meanSquare(z);
        return Double.isNaN(square) ? z.meanSquare() : square;
    }

    private boolean isHealed(Healing healing, int i, Set<Healing> healed) {
        return healed.contains(healing) && concerns(healing, i);
    }
}
