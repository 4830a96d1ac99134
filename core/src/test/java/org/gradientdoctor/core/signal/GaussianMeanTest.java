package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianMeanTest {
    /** Percent: a relative error of 1e-9. */
    private static final double CLOSE = 1e-7;

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-12, 1e-3, .3, 1, 7, 1e3, 1e6, 1e12})
    void reluKeepsHalfTheMeanSquareAndPassesHalfTheSlopeAtAnyScale(double q) {
        assertThat(Activations.RELU.meanSquare(q)).isCloseTo(q / 2, withinPercentage(CLOSE));
        assertThat(Activations.RELU.meanSquareSlope(q)).isCloseTo(.5, withinPercentage(CLOSE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, .01, .5, 1, 10, 1e3, 1e6})
    void erfMatchesWilliams1997AtAnyScale(double q) {
        assertThat(Activations.ERF.meanSquare(q))
                .isCloseTo(2 / Math.PI * Math.asin(2 * q / (1 + 2 * q)), withinPercentage(CLOSE));
        // E[(2/√π · e^(−u²))²] = 4/π · E[e^(−2u²)] = 4/π / √(1 + 4q)
        assertThat(Activations.ERF.meanSquareSlope(q))
                .isCloseTo(4 / Math.PI / Math.sqrt(1 + 4 * q), withinPercentage(CLOSE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {.01, 1, 100, 1e4, 1e6})
    void smoothFunctionsAgreeWithTheTrapezoidalRule(double q) {
        for (ActivationFunction function : Activations.ALL) {
            DoubleUnaryOperator square = z -> function.value(z) * function.value(z);
            double expected = trapezoidal(square, 0, Math.sqrt(q));
            // a trapezoidal rule that meets a corner is right to the square of its step only
            assertThat(function.meanSquare(q)).as(function.name()).isCloseTo(expected, withinPercentage(1e-3));
        }
    }

    @Test
    void aMeanOffZeroIsTakenIntoAccount() {
        // E[max(u, 0)] = μΦ(μ/σ) + σφ(μ/σ); for μ = 1, σ = 2 that is .6914625 + 2·.3520653
        assertThat(GaussianMean.of(u -> Math.max(u, 0), 1, 2, 0)).isCloseTo(1.3955931, within(1e-6));
        assertThat(GaussianMean.of(u -> u * u, 1000, 1e-3)).isCloseTo(1e6 + 1e-6, withinPercentage(CLOSE));
    }

    @Test
    void hardTanhPassesTheShareOfUnitsWithinItsKinks() {
        assertThat(Activations.HARDTANH.meanSquareSlope(1)).isCloseTo(.6826894921370859, within(1e-10));
        // most lie beyond: P(|z| < .001) = 7.978844e-4
        assertThat(Activations.HARDTANH.meanSquareSlope(1e6))
                .isCloseTo(.001 * Math.sqrt(2 / Math.PI), withinPercentage(1e-4));
    }

    @Test
    void tanhInDeepSaturationPassesTheAreaOfItsSlopeTimesTheDensityAtZero() {
        // ∫ sech⁴ = 4/3, and the density of N(0, q) is 1/√(2πq) where the slope is not zero
        double q = 1e8;
        assertThat(Activations.TANH.meanSquareSlope(q))
                .isCloseTo(4.0 / 3 / Math.sqrt(2 * Math.PI * q), withinPercentage(1e-5));
    }

    @Test
    void withoutDeviationItIsTheFunction() {
        assertThat(GaussianMean.of(Math::exp, .5, 0)).isEqualTo(Math.exp(.5));
        assertThat(Activations.SIGMOID.meanSquare(0)).isEqualTo(.25);
    }

    @Test
    void curvesAnswerAsTheFunctionsTheySample() {
        // up to where the grid, which ends at 30, holds all that matters: softsign is not yet straight there
        for (ActivationFunction function : Activations.ALL) {
            ActivationFunction sampled = Activations.sampled(function);
            for (double q : new double[] {1e-4, .1, 1, 20}) {
                assertThat(sampled.meanSquare(q))
                        .as(function.name() + " at " + q)
                        .isCloseTo(function.meanSquare(q), withinPercentage(1e-3));
                assertThat(sampled.meanSquareSlope(q))
                        .as(function.name() + " slope at " + q)
                        .isCloseTo(function.meanSquareSlope(q), withinPercentage(1e-2));
            }
        }
    }

    @Test
    void itCostsAFewHundredEvaluations() {
        assertThat(evaluations(1e-2)).isLessThanOrEqualTo(100);
        assertThat(evaluations(1)).isLessThanOrEqualTo(160);
        assertThat(evaluations(100)).isLessThanOrEqualTo(240);
        assertThat(evaluations(1e6)).isLessThanOrEqualTo(400);
    }

    @Test
    void whatIsNoGaussianIsRefusedAndNaNIsNotHidden() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianMean.of(Math::tanh, 0, -1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianMean.of(Math::tanh, 0, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianMean.of(Math::tanh, Double.NaN, 1));
        assertThatThrownBy(() -> new ActivationFunction("odd", z -> z, z -> 1, Double.NaN))
                .hasMessageContaining("odd");
        assertThat(GaussianMean.of(Math::log, 0, 1)).isNaN();
    }

    private static int evaluations(double q) {
        AtomicInteger count = new AtomicInteger();
        double unused = GaussianMean.of(
                u -> {
                    count.incrementAndGet();
                    return u;
                },
                0,
                Math.sqrt(q),
                0);
        assertThat(unused).isCloseTo(0, within(1e-9));
        return count.get();
    }

    /** Exponentially accurate for smooth functions once its step is well below their scale; slow and independent. */
    private static double trapezoidal(DoubleUnaryOperator f, double mean, double deviation) {
        double step = Math.min(1e-3, .01 / deviation);
        double sum = 0;
        for (long i = Math.round(-10 / step); i <= Math.round(10 / step); i++) {
            double z = i * step;
            sum += Math.exp(-z * z / 2) * f.applyAsDouble(mean + deviation * z);
        }
        return sum * step / Math.sqrt(2 * Math.PI);
    }
}
