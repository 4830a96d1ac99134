package org.gradientdoctor.core.signal;

/**
 * How far the singular values of a deep network's input–output Jacobian lie apart. χ₁ = 1 keeps the mean of their squares
 * at 1, with Gaussian weights as with orthogonal ones; but some directions may shrink while others grow, and learning is
 * slow in both.
 */
public final class SingularValueSpread {
    private SingularValueSpread() {}

    /**
     * Variance of the squared singular values over their squared mean, after {@code depth} layers with Gaussian weights:
     * L·μ₂/μ₁², with μ_k = E[φ′(√q z)^2k] (Pennington, Schoenholz &amp; Ganguli 2017, 2018). Grows with depth for every
     * activation.
     */
    public static double gaussian(ActivationFunction activation, double q, int depth) {
        return depth * kurtosis(activation, q);
    }

    /**
     * The same with orthogonal weights: L·(μ₂/μ₁² − 1). Zero for linear networks, and near zero for tanh or hard tanh where
     * q is small, so that all directions pass alike; L for ReLU at any scale, whose dead half no weights make up for.
     */
    public static double orthogonal(ActivationFunction activation, double q, int depth) {
        return depth * Math.max(0, kurtosis(activation, q) - 1);
    }

    private static double kurtosis(ActivationFunction activation, double q) {
        double square = activation.meanSquareSlope(q);
        return activation.meanFourthPowerOfSlope(q) / (square * square);
    }
}
