package org.gradientdoctor.core.signal;

import java.util.OptionalDouble;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Endlessly many equal layers with random weights (Poole et al. 2016; Schoenholz et al. 2017): the maps from one layer's
 * variance and correlation to the next one's, and where they end.
 *
 * <p>With orthogonal weights of gain g the maps are the same with σ_w² = g² (Pennington, Schoenholz &amp; Ganguli 2017);
 * what differs is the spread of the Jacobian's singular values, see {@link SingularValueSpread}.
 *
 * @param weightVariance σ_w² = fan-in × Var(w)
 * @param biasVariance σ_b²
 * @param activation φ
 */
public record MeanField(double weightVariance, double biasVariance, ActivationFunction activation) {
    /** Variances below are taken for 0, as tanh changes them by a share of themselves: less than can be told. */
    private static final double LEAST = 1e-8;
    /** Variances above are taken for endless. */
    private static final double MOST = 1e12;
    /** Changes smaller than this share are no change: the quadrature is good to 1e-10, a sampled curve to 1e-9. */
    private static final double STILL = 1e-8;
    /** How close to 1 a correlation below 1 is looked for. */
    private static final double CLOSEST = 1e-9;

    /** Layers counted one by one before all are taken for like the limit: nets are rarely deeper. */
    private static final int TRANSIENT = 200;

    private static final int EVALUATIONS = 200;

    /** The next layer's variance of pre-activations: σ_w² E[φ(√q z)²] + σ_b². */
    public double next(double q) {
        return weightVariance * activation.meanSquare(q) + biasVariance;
    }

    /**
     * χ₁(q) = σ_w² E[φ′(√q z)²]: the factor per layer on the error signal's mean square. For q = 0 the limit from above,
     * where kinks count with both their sides.
     */
    public double chi(double q) {
        return weightVariance * activation.meanSquareSlope(Math.max(q, LEAST));
    }

    /** The next layer's correlation at variance q: σ_w² E[φ(u₁)φ(u₂)] + σ_b² over the next variance. */
    public double nextCorrelation(double q, double c) {
        return (weightVariance * activation.meanProduct(q, c) + biasVariance) / next(q);
    }

    /**
     * Where the variance ends that begins at q: 0 where it dies out, the beginning itself where it is kept (critical
     * ReLU), empty where it grows without bound.
     *
     * @param q the variance to begin with, above 0
     */
    public OptionalDouble fixedPoint(double q) {
        double from = Math.max(q, LEAST);
        int direction = change(from);
        if (direction == 0) {
            return OptionalDouble.of(q);
        }
        // The variance moves in one direction, as E[φ²] grows with q, up to the first variance that stays.
        double factor = direction > 0 ? 2 : 0.5;
        for (double to = from * factor; to >= LEAST && to <= MOST; to *= factor) {
            if (change(to) == -direction) {
                return OptionalDouble.of(root(x -> next(x) - x, from, to));
            }
        }
        return direction > 0 ? OptionalDouble.empty() : OptionalDouble.of(0);
    }

    /** 1 where the variance grows, −1 where it shrinks, 0 where it does neither by what can be told. */
    private int change(double q) {
        double change = next(q) - q;
        return Math.abs(change) <= STILL * q ? 0 : (int) Math.signum(change);
    }

    /** What becomes of a signal that begins with variance q, many layers on. */
    public DeepLimit limit(double q) {
        OptionalDouble fixed = fixedPoint(q);
        if (fixed.isEmpty()) {
            double chi = chi(MOST);
            return new DeepLimit(DeepLimit.Phase.UNBOUNDED, Double.POSITIVE_INFINITY, chi, Double.NaN, chi);
        }
        double settled = fixed.getAsDouble();
        double chi = chi(settled);
        if (DeepLimit.isEdge(chi)) {
            return new DeepLimit(DeepLimit.Phase.EDGE, settled, chi, 1, chi);
        }
        if (chi < 1) {
            return new DeepLimit(DeepLimit.Phase.ORDERED, settled, chi, 1, chi);
        }
        double c = fixedCorrelation(Math.max(settled, LEAST));
        return new DeepLimit(DeepLimit.Phase.CHAOTIC, settled, chi, c, correlationSlope(settled, c));
    }

    /**
     * Layers to which a network of such layers trains, about, if its signal begins with variance q: {@link
     * DeepLimit#trainableDepth()}, but in the ordered phase with the layers before the limit counted as they are, since the
     * way there can be long. GELU at σ_w² = 2 ends with a χ₁ of .5, and yet loses next to nothing in its first ten layers.
     */
    public double trainableDepth(double q) {
        DeepLimit limit = limit(q);
        if (limit.phase() != DeepLimit.Phase.ORDERED) {
            return limit.trainableDepth();
        }
        double left = DeepLimit.SCALES;
        double at = q;
        for (int layers = 0; layers < TRANSIENT; layers++) {
            double loss = -Math.log(chi(at));
            if (loss >= left) {
                return layers + left / loss;
            }
            left -= loss;
            at = next(at);
        }
        return TRANSIENT - left / Math.log(limit.chi());
    }

    /** The correlation below 1 to which pairs of examples go in the chaotic phase. */
    private double fixedCorrelation(double q) {
        double mean = activation.mean(q);
        if (weightVariance * mean * mean + biasVariance <= STILL * q) {
            return 0;
        }
        UnivariateFunction change = c -> nextCorrelation(q, c) - c;
        for (double gap = 0.1; gap > CLOSEST; gap /= 10) {
            if (change.value(1 - gap) < 0) {
                return root(change, 0, 1 - gap);
            }
        }
        return 1;
    }

    private double correlationSlope(double q, double c) {
        double slope = activation.meanSlope(q);
        return weightVariance * (c == 0 ? slope * slope : activation.meanProductOfSlopes(q, c));
    }

    private static double root(UnivariateFunction f, double a, double b) {
        double low = Math.min(a, b);
        double high = Math.max(a, b);
        return new BrentSolver(1e-10, 1e-10 * high, 0).solve(EVALUATIONS, f, low, high);
    }
}
