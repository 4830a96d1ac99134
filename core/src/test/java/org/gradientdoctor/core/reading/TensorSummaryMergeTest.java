package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TensorSummaryMergeTest {

    static Stream<Arguments> inputs() {
        return TensorSummaryTest.allFinite();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void mergingPartsOfAnySizeEqualsSummarizingTheWhole(String name, double[] elements) {
        Random random = new Random(5);
        TensorSummary merged = TensorSummary.empty();
        for (int from = 0; from < elements.length; ) {
            int to = Math.min(elements.length, from + 1 + random.nextInt(elements.length));
            merged = merged.merge(TensorSummary.of(Arrays.copyOfRange(elements, from, to)));
            from = to;
        }

        assertSame(merged, TensorSummary.of(elements));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void mergingEitherWayRoundIsTheSame(String name, double[] elements) {
        TensorSummary a = TensorSummary.of(Arrays.copyOf(elements, elements.length / 3));
        TensorSummary b = TensorSummary.of(Arrays.copyOfRange(elements, elements.length / 3, elements.length));

        assertSame(a.merge(b), b.merge(a));
    }

    @Test
    void mergingWithNothingChangesNothing() {
        TensorSummary summary = TensorSummary.of(new double[] {1, -2, Double.NaN, 0});

        assertThat(summary.merge(TensorSummary.empty())).isEqualTo(summary);
        assertThat(TensorSummary.empty().merge(summary)).isEqualTo(summary);
    }

    @Test
    void valuesThatAreNotFiniteAddUp() {
        TensorSummary merged = TensorSummary.of(new double[] {1, Double.POSITIVE_INFINITY})
                .merge(TensorSummary.of(new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 3}));

        assertThat(merged.count()).isEqualTo(5);
        assertThat(merged.nans()).isEqualTo(1);
        assertThat(merged.positiveInfinities()).isEqualTo(1);
        assertThat(merged.negativeInfinities()).isEqualTo(1);
        assertThat(merged.mean()).isNaN();
        assertThat(merged.finitePart().mean()).isEqualTo(2);
    }

    /** Counts exactly, moments to 1e-12 relative: the mean relative to the elements, as signs may cancel. */
    static void assertSame(TensorSummary actual, TensorSummary expected) {
        assertThat(actual.count()).isEqualTo(expected.count());
        assertThat(actual.zeros()).isEqualTo(expected.zeros());
        assertThat(actual.subnormals()).isEqualTo(expected.subnormals());
        assertThat(actual.minimum()).isEqualTo(Double.valueOf(expected.minimum()));
        assertThat(actual.maximum()).isEqualTo(Double.valueOf(expected.maximum()));
        assertThat(actual.smallestNonzeroMagnitude())
                .isEqualTo(Double.valueOf(expected.smallestNonzeroMagnitude())); // by equals, as both may be NaN
        assertThat(histogram(actual)).isEqualTo(histogram(expected));
        if (expected.count() > 0) {
            assertClose(actual.mean(), expected.mean(), expected.rms());
            assertDeviation(actual, expected);
            assertClose(actual.rms(), expected.rms(), expected.rms());
            assertClose(actual.l2Norm(), expected.l2Norm(), expected.l2Norm());
        }
    }

    private static long[] histogram(TensorSummary summary) {
        return IntStream.range(-1080, 1030).mapToLong(summary::countAtExponent).toArray();
    }

    /** A mean can't be known better than to its last bit, and a deviation not much better than the mean. */
    private static void assertDeviation(TensorSummary actual, TensorSummary expected) {
        double expectedDeviation = expected.standardDeviation();
        double lastBit = Math.abs(expected.mean()) * 0x1p-52;
        assertThat(actual.standardDeviation())
                .isCloseTo(expectedDeviation, within(Math.max(Double.MIN_VALUE, 1e-12 * expectedDeviation + lastBit)));
    }

    private static void assertClose(double actual, double expected, double unit) {
        if (Double.isFinite(expected)) {
            assertThat(actual).isCloseTo(expected, within(Math.max(Double.MIN_VALUE, 1e-12 * unit)));
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }
}
