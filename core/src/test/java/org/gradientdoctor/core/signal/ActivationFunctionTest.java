package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.concurrent.atomic.AtomicInteger;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.junit.jupiter.api.Test;

class ActivationFunctionTest {
    @Test
    void aProfileWithoutCurveGivesNone() {
        ActivationProfile softmax =
                new ActivationProfile("softmax", ActivationShape.OTHER, .25, ResponsiveRange.unbounded());

        assertThat(ActivationFunction.of(softmax)).isEmpty();
    }

    @Test
    void aProfilesCurveComesWithItsNameAndKinks() {
        ActivationFunction sampled = Activations.sampled(Activations.RELU6);

        assertThat(sampled).hasToString("relu6");
        assertThat(sampled.kinks()).containsExactly(new double[] {0, 6}, within(1e-9));
        assertThat(sampled.value(2.345)).isCloseTo(2.345, within(1e-9));
        assertThat(sampled.slope(7)).isZero();
    }

    @Test
    void aBiasShiftsTheGaussian() {
        for (ActivationFunction function : Activations.ALL) {
            for (double bias : new double[] {-30, -2, .7, 5}) {
                ActivationFunction shifted = function.shifted(bias);
                double mean = GaussianMean.of(function::value, bias, 1.3, function.kinks());
                assertThat(shifted.mean(1.69)).as(function.name()).isCloseTo(mean, within(1e-9));
                // of two equal and of two independent variables
                assertThat(shifted.meanProduct(1.69, 1))
                        .as(function.name())
                        .isCloseTo(shifted.meanSquare(1.69), within(1e-8));
                assertThat(shifted.meanProduct(1.69, 0))
                        .as(function.name())
                        .isCloseTo(mean * mean, within(1e-9 * (1 + mean * mean)));
            }
        }
        assertThat(Activations.TANH.shifted(0)).isSameAs(Activations.TANH);
    }

    @Test
    void correlationsOfOppositeSignMeetAtZero() {
        for (ActivationFunction function : Activations.ALL) {
            ActivationFunction shifted = function.shifted(.8);
            assertThat(shifted.meanProduct(2, -1e-12))
                    .as(function.name())
                    .isCloseTo(shifted.meanProduct(2, 1e-12), within(1e-9));
        }
    }

    @Test
    void scalingMultipliesValuesAndSlopes() {
        ActivationFunction twice = Activations.LEAKY.scaled(2);

        assertThat(twice.meanSquare(3)).isCloseTo(4 * Activations.LEAKY.meanSquare(3), withinPercentage(1e-9));
        assertThat(twice.meanSquareSlope(3)).isCloseTo(4 * 1.04 / 2, within(1e-9));
        assertThat(twice.kinks()).containsExactly(0);
    }

    @Test
    void aPairsMeanCostsTensOfThousandsOfEvaluations() {
        AtomicInteger count = new AtomicInteger();
        ActivationFunction counting = new ActivationFunction(
                "counting",
                z -> {
                    count.incrementAndGet();
                    return z;
                },
                z -> 1);

        // E[u₁u₂] = c·q
        assertThat(counting.meanProduct(1, .5)).isCloseTo(.5, within(1e-9));
        assertThat(count.get()).isLessThan(40_000);
    }

    @Test
    void kinksAreSortedAndMustBeNumbers() {
        assertThat(new ActivationFunction("f", z -> z, z -> 1, 3, -1, 3).kinks())
                .containsExactly(-1, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActivationFunction("f", z -> z, z -> 1, Double.POSITIVE_INFINITY));
    }
}
