package org.gradientdoctor.core.signal;

import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.gradientdoctor.core.signal.CriticalGain.Hold;
import org.gradientdoctor.core.signal.CriticalGain.None;
import org.gradientdoctor.core.signal.CriticalGain.Stable;

/**
 * Searches for the critical weight scale. At a variance q, χ₁ = 1 asks for σ_w² = 1/E[φ′²], and q stays if
 * σ_w² E[φ²] + σ_b² = q; so the candidates are the roots of the excess E[φ²]/E[φ′²] + σ_b² − q, and q = 0.
 */
final class CriticalSearch {
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 1e6;
    /** Steps of the scan: four per decade. */
    private static final double FACTOR = Math.sqrt(Math.sqrt(10));
    /** Shares of q below this are quadrature and sampling errors. */
    private static final double STILL = 1e-6;
    /**
     * Mean-square slope over its largest below which units are saturated: more than 60 % of the signal's energy is lost
     * on flat parts, and a χ₁ of 1 there needs huge weights to make up for it (74 / fan-in for hard sigmoid, whose share
     * is a third). Tanh's edge with biases (Schoenholz et al. 2017, figure 1) is above.
     */
    private static final double SATURATED = 0.4;
    /** How close to 1 unit variance must stay with σ_w² = 1 to be called self-normalizing: a thousandth. */
    private static final double UNIT = 1e-3;
    /** Relative step of derivatives: its square is about the error, its inverse magnifies that of the quadrature. */
    private static final double DIFFERENCE = 1e-3;

    private static final int EVALUATIONS = 200;

    private final ActivationFunction activation;
    private final double biasVariance;

    CriticalSearch(ActivationFunction activation, double biasVariance) {
        this.activation = activation;
        this.biasVariance = biasVariance;
    }

    CriticalGain find() {
        if (largestSlope() == 0) {
            return new None(activation.name() + " passes no error signal back at any scale");
        }
        if (keepsEveryVariance()) {
            return new Stable(critical(1), Hold.ANY_VARIANCE, 1, 1);
        }
        Optional<CriticalGain> unit = atUnitVariance();
        if (unit.isPresent()) {
            return unit.get();
        }
        if (staysAtZero()) {
            double weightVariance = critical(LOWEST * LOWEST);
            return shrinksTowardsZero(weightVariance)
                    ? new Stable(weightVariance, Hold.TOWARDS_ZERO, 0, 1)
                    : elsewhere("with a weight variance of " + figure(weightVariance)
                            + " over fan-in, where χ₁ is 1 for a small signal, the signal does not stay small but"
                            + " grows");
        }
        return elsewhere("no variance of its pre-activations is kept where χ₁ is 1");
    }

    /** σ_w² with χ₁ = 1 at this variance. */
    private double critical(double q) {
        return 1 / activation.meanSquareSlope(q);
    }

    private double excess(double q) {
        return activation.meanSquare(q) * critical(q) + biasVariance - q;
    }

    private boolean keepsEveryVariance() {
        for (double q = LOWEST; q < HIGHEST; q *= FACTOR * FACTOR) {
            if (!(Math.abs(excess(q)) <= STILL * q)) {
                return false;
            }
        }
        return true;
    }

    private Optional<CriticalGain> atUnitVariance() {
        MeanField unit = new MeanField(1, biasVariance, activation);
        boolean kept = Math.abs(unit.next(1) - 1) < UNIT && Math.abs(activation.mean(1)) < UNIT;
        return kept && slope(unit, 1) < 1 - UNIT
                ? Optional.of(new Stable(1, Hold.UNIT_VARIANCE, 1, unit.chi(1)))
                : Optional.empty();
    }

    private boolean staysAtZero() {
        return biasVariance == 0 && Math.abs(activation.value(0)) < STILL;
    }

    private boolean shrinksTowardsZero(double weightVariance) {
        MeanField field = new MeanField(weightVariance, 0, activation);
        if (!Double.isFinite(weightVariance)) {
            return false;
        }
        for (double q = 1e-4; q < 0.05; q *= FACTOR) {
            if (field.next(q) > q * (1 + STILL)) {
                return false;
            }
        }
        return true;
    }

    private CriticalGain elsewhere(String otherwise) {
        String reason = otherwise;
        for (double q = LOWEST; q < HIGHEST; q *= FACTOR) {
            // Not a number where no slope is left at this variance.
            if (!(excess(q) * excess(q * FACTOR) <= 0) || Math.abs(excess(q)) <= STILL * q) {
                continue;
            }
            double root = new BrentSolver(1e-10, 1e-10 * q, 0).solve(EVALUATIONS, this::excess, q, q * FACTOR);
            double weightVariance = critical(root);
            double share = activation.meanSquareSlope(root) / largestSlope();
            if (slope(new MeanField(weightVariance, biasVariance, activation), root) >= 1) {
                reason = "the signal leaves the only scale that keeps it, a variance of " + figure(root);
            } else if (share < SATURATED) {
                reason = "χ₁ is 1 only in saturation: it takes a weight variance of " + figure(weightVariance)
                        + " over fan-in, at which pre-activations have a deviation of " + figure(Math.sqrt(root))
                        + " and the mean-square slope is " + figure(100 * share) + " % of its largest";
            } else {
                return new Stable(weightVariance, Hold.AT_VARIANCE, root, 1);
            }
        }
        return new None(activation.name() + " has no stable critical weight scale: " + reason);
    }

    /** Below 1 where the variance returns after a small disturbance. */
    private static double slope(MeanField field, double q) {
        return (field.next(q * (1 + DIFFERENCE)) - field.next(q * (1 - DIFFERENCE))) / (2 * DIFFERENCE * q);
    }

    private double largestSlope() {
        double largest = 0;
        for (double q = LOWEST; q < HIGHEST; q *= FACTOR) {
            largest = Math.max(largest, activation.meanSquareSlope(q));
        }
        return largest;
    }

    private static String figure(double x) {
        return String.format(Locale.ROOT, "%.3g", x);
    }
}
