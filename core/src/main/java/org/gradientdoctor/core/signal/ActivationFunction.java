package org.gradientdoctor.core.signal;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.gradientdoctor.core.reading.ActivationCurve;
import org.gradientdoctor.core.reading.ActivationProfile;

/**
 * An element-wise activation function as theory needs it: the pair φ and φ′, and where φ′ jumps, since quadrature that
 * runs across a jump is wrong in the third digit.
 */
public final class ActivationFunction {
    private final String name;
    private final DoubleUnaryOperator value;
    private final DoubleUnaryOperator slope;
    private final double[] kinks;
    private final double center;

    /**
     * @param name for people
     * @param value φ
     * @param slope φ′; at a kink the slope on either side
     * @param kinks where φ or φ′ jumps, in any order; none for smooth functions
     * @throws IllegalArgumentException if a kink is NaN or infinite
     */
    public ActivationFunction(String name, DoubleUnaryOperator value, DoubleUnaryOperator slope, double... kinks) {
        this(0, name, value, slope, kinks);
    }

    /** @param center where the function turns, on a scale of 1 */
    private ActivationFunction(
            double center, String name, DoubleUnaryOperator value, DoubleUnaryOperator slope, double... kinks) {
        if (!Arrays.stream(kinks).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "the kinks of " + name + " must be finite numbers, not " + Arrays.toString(kinks));
        }
        this.name = name;
        this.value = value;
        this.slope = slope;
        this.center = center;
        this.kinks = Arrays.stream(kinks).sorted().distinct().toArray();
    }

    /** The function that this profile carries as a curve; empty where it carries none. */
    public static Optional<ActivationFunction> of(ActivationProfile profile) {
        ActivationCurve curve = profile.curve();
        return curve == null
                ? Optional.empty()
                : Optional.of(new ActivationFunction(profile.name(), curve::value, curve::slope, curve.kinks()));
    }

    /** φ(z) = z: what a layer without activation function has. */
    public static ActivationFunction identity() {
        return new ActivationFunction("identity", z -> z, z -> 1);
    }

    /** φ(z) = z for z ≥ 0, else {@code slope}·z: ReLU for 0, leaky ReLU above. */
    public static ActivationFunction leaky(double slope) {
        return new ActivationFunction(
                slope == 0 ? "relu" : "leakyrelu", z -> z >= 0 ? z : slope * z, z -> z >= 0 ? 1 : slope, 0);
    }

    /** The same function with its values, and so its slopes, multiplied: {@code factor}·φ(z). */
    public ActivationFunction scaled(double factor) {
        return new ActivationFunction(center, name, z -> factor * value(z), z -> factor * slope(z), kinks);
    }

    /** The function that a unit with this bias applies to the rest of its input: φ(z + bias). */
    public ActivationFunction shifted(double bias) {
        if (bias == 0) {
            return this;
        }
        double[] moved = Arrays.stream(kinks).map(kink -> kink - bias).toArray();
        return new ActivationFunction(center - bias, name, z -> value(z + bias), z -> slope(z + bias), moved);
    }

    public String name() {
        return name;
    }

    /** φ(z). */
    public double value(double z) {
        return value.applyAsDouble(z);
    }

    /** φ′(z). */
    public double slope(double z) {
        return slope.applyAsDouble(z);
    }

    /** Where the slope jumps, in ascending order. */
    public double[] kinks() {
        return kinks.clone();
    }

    /** E[φ(u)] for u ~ N(0, q). */
    public double mean(double q) {
        return over(value, q);
    }

    /** E[φ′(u)] for u ~ N(0, q). */
    public double meanSlope(double q) {
        return over(slope, q);
    }

    /** E[φ(u)²] for u ~ N(0, q): what one layer hands to the next, per unit. */
    public double meanSquare(double q) {
        return over(z -> square(value(z)), q);
    }

    /** E[φ′(u)²] for u ~ N(0, q): the share of the error signal's mean square that passes back. */
    public double meanSquareSlope(double q) {
        return over(z -> square(slope(z)), q);
    }

    /** E[φ′(u)⁴] for u ~ N(0, q). */
    double meanFourthPowerOfSlope(double q) {
        return over(z -> square(square(slope(z))), q);
    }

    private double over(DoubleUnaryOperator f, double q) {
        return GaussianMean.around(f, 0, Math.sqrt(q), kinks, new double[] {center});
    }

    /** E[φ(u₁)φ(u₂)] for a Gaussian pair of variance q each and correlation c. */
    public double meanProduct(double q, double c) {
        return new GaussianPairMean(value, kinks, center).of(q, c);
    }

    /** E[φ′(u₁)φ′(u₂)] for a Gaussian pair of variance q each and correlation c. */
    public double meanProductOfSlopes(double q, double c) {
        return new GaussianPairMean(slope, kinks, center).of(q, c);
    }

    private static double square(double x) {
        return x * x;
    }

    @Override
    public String toString() {
        return name;
    }
}
