package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorSummaryQuantileTest {

    static Stream<Arguments> inputs() {
        return TensorSummaryTest.allFinite();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void aQuantileIsWithinAFactorOfTwoOfTheSortedMagnitudes(String name, double[] elements) {
        TensorSummary summary = TensorSummary.of(elements);
        double[] sorted = Arrays.stream(elements).map(Math::abs).sorted().toArray();
        double before = 0;
        for (int percent = 0; percent <= 100; percent++) {
            double p = percent / 100.;
            double exact = sorted[Math.max(1, (int) Math.ceil(p * sorted.length)) - 1];
            double estimate = summary.magnitudeQuantile(p);
            assertThat(estimate).as("quantile %s", p).isBetween(exact / 2, exact * 2);
            assertThat(estimate).isGreaterThanOrEqualTo(before);
            before = estimate;
        }
    }

    @Test
    void quantilesAtTheEndsAreExact() {
        TensorSummary summary = TensorSummary.of(new double[] {1.9, -1.1, 0});

        assertThat(summary.magnitudeQuantile(.34)).isEqualTo(1.1);
        assertThat(summary.magnitudeQuantile(.66)).isEqualTo(1.1);
        assertThat(summary.magnitudeQuantile(1)).isEqualTo(1.9);
    }

    @Test
    void zerosAreTheSmallestMagnitudes() {
        TensorSummary summary = TensorSummary.of(new double[] {0, 5, 0, -3});

        assertThat(summary.magnitudeQuantile(.5)).isZero();
        assertThat(summary.magnitudeQuantile(.51)).isEqualTo(3);
        assertThat(TensorSummary.of(new double[3]).magnitudeQuantile(1)).isZero();
    }

    @Test
    void interpolationMakesTheMedianOfALogUniformSampleExactToAPercent() {
        Random random = new Random(2);
        // ln|x| uniform over -10 … 10: the median magnitude is e^0 = 1.
        double[] elements = Inputs.fill(200_000, () -> Math.exp(20 * random.nextDouble() - 10));

        // One standard error of the median's logarithm is 20 · .5 / √200000 = .022.
        assertThat(Math.log(TensorSummary.of(elements).magnitudeQuantile(.5))).isCloseTo(0, within(.1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.1, 1.1, Double.NaN})
    void aShareOutsideZeroToOneIsRefused(double p) {
        TensorSummary summary = TensorSummary.of(new float[] {1});

        assertThatThrownBy(() -> summary.magnitudeQuantile(p))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p is " + p);
    }
}
