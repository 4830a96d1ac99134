package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianPairMeanTest {
    @ParameterizedTest
    @ValueSource(doubles = {-1, -.9999999, -.8, -.1, 0, .3, .9, .999, .9999999, 1})
    void reluMatchesTheArcCosineKernelOfChoAndSaul(double c) {
        for (double q : new double[] {1e-8, .7, 1e6}) {
            double angle = Math.acos(c);
            // Cho & Saul 2009: k₁ = (sin θ + (π − θ) cos θ)/(2π), k₀ = (π − θ)/(2π)
            double kernel = q * (Math.sin(angle) + (Math.PI - angle) * c) / (2 * Math.PI);
            assertThat(Activations.RELU.meanProduct(q, c)).isCloseTo(kernel, within(q * 1e-9));
            // just short of −1 the pair is active together once in 6 000 times
            assertThat(Activations.RELU.meanProductOfSlopes(q, c))
                    .isCloseTo((Math.PI - angle) / (2 * Math.PI), within(1e-8));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -.999, -.5, 0, .2, .95, .99999, 1})
    void erfMatchesWilliams1997(double c) {
        for (double q : new double[] {1e-4, .5, 1, 40, 1e5}) {
            double expected = 2 / Math.PI * Math.asin(2 * c * q / (1 + 2 * q));
            assertThat(Activations.ERF.meanProduct(q, c)).as("q " + q).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void hardTanhWithItsTwoKinksAgreesWithMonteCarlo() {
        Random random = new Random(11);
        double q = 2;
        double c = -.6;
        int draws = 2_000_000;
        double products = 0;
        double slopes = 0;
        for (int i = 0; i < draws; i++) {
            double a = random.nextGaussian();
            double u1 = Math.sqrt(q) * a;
            double u2 = Math.sqrt(q) * (c * a + Math.sqrt(1 - c * c) * random.nextGaussian());
            products += Activations.HARDTANH.value(u1) * Activations.HARDTANH.value(u2);
            slopes += Activations.HARDTANH.slope(u1) * Activations.HARDTANH.slope(u2);
        }
        // four standard errors, each below 1/√draws since nothing exceeds 1
        double tolerance = 4 / Math.sqrt(draws);
        assertThat(Activations.HARDTANH.meanProduct(q, c)).isCloseTo(products / draws, within(tolerance));
        assertThat(Activations.HARDTANH.meanProductOfSlopes(q, c)).isCloseTo(slopes / draws, within(tolerance));
    }

    @Test
    void equalVariablesGiveTheSquareAndIndependentOnesTheProductOfMeans() {
        for (ActivationFunction function : Activations.ALL) {
            double q = 1.7;
            double mean = GaussianMean.of(function::value, 0, Math.sqrt(q), function.kinks());
            assertThat(function.meanProduct(q, 1))
                    .as(function.name())
                    .isCloseTo(function.meanSquare(q), withinPercentage(1e-8));
            assertThat(function.meanProduct(q, 0)).as(function.name()).isCloseTo(mean * mean, within(1e-9));
            assertThat(function.meanProduct(0, .5))
                    .as(function.name())
                    .isEqualTo(function.value(0) * function.value(0));
        }
    }

    @Test
    void whatIsNoCorrelationIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Activations.TANH.meanProduct(1, 1.5))
                .withMessageContaining("1.5");
        assertThatIllegalArgumentException().isThrownBy(() -> Activations.TANH.meanProduct(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Activations.TANH.meanProduct(-1, .5));
    }
}
