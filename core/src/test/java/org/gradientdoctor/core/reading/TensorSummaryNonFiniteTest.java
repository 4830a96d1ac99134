package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorSummaryNonFiniteTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void oneNanMakesEveryStatisticNan() {
        TensorSummary summary = TensorSummary.of(new double[] {1, Double.NaN, INFINITY, 2});

        assertThat(statistics(summary)).containsOnly(Double.NaN);
        assertThat(summary.nans()).isEqualTo(1);
        assertThat(summary.positiveInfinities()).isEqualTo(1);
        assertThat(summary.nonFinite()).isEqualTo(2);
        assertThat(summary.count()).isEqualTo(4);
        assertThat(summary.isFinite()).isFalse();
    }

    @Test
    void aPositiveInfinityShowsInMeanNormsAndMaximum() {
        TensorSummary summary = TensorSummary.of(new double[] {-3, INFINITY, 0});

        assertThat(summary.mean()).isEqualTo(INFINITY);
        assertThat(summary.standardDeviation()).isNaN();
        assertThat(summary.rms()).isEqualTo(INFINITY);
        assertThat(summary.l2Norm()).isEqualTo(INFINITY);
        assertThat(summary.minimum()).isEqualTo(-3);
        assertThat(summary.maximum()).isEqualTo(INFINITY);
        assertThat(summary.largestMagnitude()).isEqualTo(INFINITY);
        assertThat(summary.smallestNonzeroMagnitude()).isEqualTo(3);
    }

    @Test
    void aNegativeInfinityShowsInMeanAndMinimumAndAsPositiveInTheNorms() {
        TensorSummary summary = TensorSummary.of(new double[] {-3, -INFINITY, 0});

        assertThat(summary.mean()).isEqualTo(-INFINITY);
        assertThat(summary.rms()).isEqualTo(INFINITY);
        assertThat(summary.minimum()).isEqualTo(-INFINITY);
        assertThat(summary.maximum()).isEqualTo(0);
        assertThat(summary.largestMagnitude()).isEqualTo(INFINITY);
        assertThat(summary.negativeInfinities()).isEqualTo(1);
    }

    @Test
    void infinitiesOfBothSignsHaveNoMean() {
        TensorSummary summary = TensorSummary.of(new double[] {INFINITY, -INFINITY});

        assertThat(summary.mean()).isNaN();
        assertThat(summary.rms()).isEqualTo(INFINITY);
        assertThat(summary.minimum()).isEqualTo(-INFINITY);
        assertThat(summary.maximum()).isEqualTo(INFINITY);
    }

    @Test
    void onlyInfinitiesAreTheirOwnExtremes() {
        assertThat(TensorSummary.of(new double[] {INFINITY}).minimum()).isEqualTo(INFINITY);
        assertThat(TensorSummary.of(new double[] {-INFINITY}).maximum()).isEqualTo(-INFINITY);
        assertThat(TensorSummary.of(new double[] {-INFINITY}).smallestNonzeroMagnitude())
                .isEqualTo(INFINITY);
        assertThat(TensorSummary.of(new double[] {INFINITY}).finitePart()).isEqualTo(TensorSummary.empty());
    }

    @Test
    void nansAreRecognizedWhateverTheirSignAndPayload() {
        float[] elements = {Float.intBitsToFloat(0x7f800001), Float.intBitsToFloat(0xffc12345), 1};

        assertThat(TensorSummary.of(elements).nans()).isEqualTo(2);
        assertThat(TensorSummary.of(elements).finitePart()).isEqualTo(TensorSummary.of(new float[] {1}));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2047, 2048, 2049, 6000})
    void theFinitePartIsTheSummaryOfTheFiniteElements(int length) {
        Random random = new Random(length);
        double[] odd = {Double.NaN, INFINITY, -INFINITY, 0, Double.MIN_VALUE, 1e200};
        double[] elements = Inputs.fill(
                length, () -> random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : random.nextGaussian());
        double[] finite = Arrays.stream(elements).filter(Double::isFinite).toArray();

        TensorSummary summary = TensorSummary.of(elements);
        TensorSummary part = summary.finitePart();
        TensorSummary expected = TensorSummary.of(finite);

        assertThat(summary.count()).isEqualTo(length);
        assertThat(summary.nonFinite()).isEqualTo(length - finite.length);
        assertThat(summary.nans())
                .isEqualTo(Arrays.stream(elements).filter(Double::isNaN).count());
        assertThat(part.isFinite()).isTrue();
        TensorSummaryMergeTest.assertSame(part, expected);
    }

    @Test
    void theFinitePartOfAFiniteSummaryIsItself() {
        TensorSummary summary = TensorSummary.of(new float[] {1, 2});

        assertThat(summary.finitePart()).isSameAs(summary);
    }

    @Test
    void infinitiesRankAboveAllFiniteMagnitudes() {
        TensorSummary summary = TensorSummary.of(new double[] {INFINITY, 1, -INFINITY, 0});

        assertThat(summary.magnitudeQuantile(.25)).isEqualTo(0);
        assertThat(summary.magnitudeQuantile(.5)).isEqualTo(1);
        assertThat(summary.magnitudeQuantile(.75)).isEqualTo(INFINITY);
        assertThat(summary.finitePart().magnitudeQuantile(1)).isEqualTo(1);
    }

    private static double[] statistics(TensorSummary summary) {
        return new double[] {
            summary.mean(),
            summary.standardDeviation(),
            summary.rms(),
            summary.l2Norm(),
            summary.minimum(),
            summary.maximum(),
            summary.largestMagnitude(),
            summary.smallestNonzeroMagnitude(),
            summary.magnitudeQuantile(.5)
        };
    }
}
