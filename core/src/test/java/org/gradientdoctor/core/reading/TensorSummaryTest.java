package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TensorSummaryTest {

    static Stream<Arguments> allFinite() {
        return Stream.concat(Inputs.finite().entrySet().stream(), Inputs.finiteDoublesOnly().entrySet().stream())
                .map(input -> Arguments.of(input.getKey(), input.getValue()));
    }

    static Stream<Arguments> floats() {
        return Inputs.finite().entrySet().stream()
                .map(input -> Arguments.of(input.getKey(), Inputs.floats(input.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("allFinite")
    void doublesHaveTheMomentsOfExactArithmetic(String name, double[] elements) {
        assertMoments(TensorSummary.of(elements), elements);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floats")
    void floatsHaveTheMomentsOfExactArithmetic(String name, float[] elements) {
        assertMoments(TensorSummary.of(elements), Inputs.doubles(elements));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("allFinite")
    void doublesHaveTheCountsAndExtremesOfASlowLoop(String name, double[] elements) {
        assertCounts(TensorSummary.of(elements), elements, Double.MIN_NORMAL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floats")
    void floatsHaveTheCountsAndExtremesOfASlowLoop(String name, float[] elements) {
        assertCounts(TensorSummary.of(elements), Inputs.doubles(elements), Float.MIN_NORMAL);
    }

    @Test
    void twentyMillionOnesHaveMeanOneAndNoDeviation() {
        float[] ones = new float[20_000_000];
        Arrays.fill(ones, 1);

        TensorSummary summary = TensorSummary.of(ones);

        assertThat(summary.mean()).isEqualTo(1);
        assertThat(summary.standardDeviation()).isZero();
        assertThat(summary.l2Norm()).isEqualTo(Math.sqrt(2e7));
        assertThat(summary.countAtExponent(0)).isEqualTo(20_000_000);
    }

    @Test
    void millionsOfRandomElementsHaveTheMomentsOfACompensatedSum() {
        Random random = new Random(3);
        double[] elements = Inputs.fill(3_000_000, () -> 100 + random.nextGaussian());
        double mean = Reference.compensatedSum(elements) / elements.length;
        double[] squares =
                Arrays.stream(elements).map(x -> (x - mean) * (x - mean)).toArray();

        TensorSummary summary = TensorSummary.of(elements);

        assertThat(summary.mean()).isCloseTo(mean, within(1e-13 * mean));
        assertThat(summary.standardDeviation())
                .isCloseTo(Math.sqrt(Reference.compensatedSum(squares) / elements.length), withinPercentage(1e-10));
    }

    @Test
    void withinABlockADeviationOfAFewLastBitsIsExactlyKnown() {
        Random random = new Random(8);
        double lastBit = Math.ulp(1e6);
        double[] elements = Inputs.fill(2001, () -> 1e6 + lastBit * random.nextInt(8));

        TensorSummary summary = TensorSummary.of(elements);

        assertThat(summary.standardDeviation())
                .isCloseTo(Reference.standardDeviation(elements), withinPercentage(1e-10));
        assertThat(summary.mean()).isCloseTo(Reference.mean(elements), within(lastBit / 2));
    }

    @Test
    void theNormOfNumbersWhoseSquareVanishesInFloatIsRight() {
        // 3e-23, 4e-23: by Pythagoras 5e-23; the squares are below the smallest float.
        assertThat(TensorSummary.of(new float[] {3e-23f, 4e-23f}).l2Norm()).isCloseTo(5e-23, withinPercentage(1e-5));
        assertThat(TensorSummary.of(new float[] {3e30f, 4e30f}).l2Norm()).isCloseTo(5e30, withinPercentage(1e-5));
        assertThat(TensorSummary.of(new double[] {3e200, 4e200}).l2Norm()).isCloseTo(5e200, withinPercentage(1e-12));
        assertThat(TensorSummary.of(new double[] {3e-200, 4e-200}).l2Norm()).isCloseTo(5e-200, withinPercentage(1e-12));
    }

    @Test
    void anEmptyTensorHasNoStatisticsAndIsWhatEmptyAnswers() {
        TensorSummary summary = TensorSummary.of(new float[0]);

        assertThat(summary).isEqualTo(TensorSummary.empty());
        assertThat(summary.count()).isZero();
        assertThat(summary.isFinite()).isTrue();
        assertThat(DoubleStream.of(
                                summary.mean(),
                                summary.standardDeviation(),
                                summary.rms(),
                                summary.l2Norm(),
                                summary.minimum(),
                                summary.maximum(),
                                summary.largestMagnitude(),
                                summary.smallestNonzeroMagnitude(),
                                summary.magnitudeQuantile(.5))
                        .toArray())
                .containsOnly(Double.NaN);
    }

    @Test
    void negativeAndPositiveZeroAreTheSame() {
        assertThat(TensorSummary.of(new double[] {-0.}).minimum()).isEqualTo(0.);
        assertThat(TensorSummary.of(new float[] {-0f, 0f})).isEqualTo(TensorSummary.of(new float[] {0f, -0f}));
        assertThat(TensorSummary.of(new float[] {-0f, 0f}).zeros()).isEqualTo(2);
    }

    @Test
    void theHistogramHasAnExponentForEachPowerOfTwo() {
        TensorSummary summary = TensorSummary.of(new float[] {.25f, .49f, -.5f, 1, 7.99f, 0});

        assertThat(summary.lowestExponent()).isEqualTo(-2);
        assertThat(summary.highestExponent()).isEqualTo(2);
        assertThat(new long[] {
                    summary.countAtExponent(-3),
                    summary.countAtExponent(-2),
                    summary.countAtExponent(-1),
                    summary.countAtExponent(0),
                    summary.countAtExponent(1),
                    summary.countAtExponent(2),
                    summary.countAtExponent(3)
                })
                .containsExactly(0, 2, 1, 1, 0, 1, 0);
    }

    @Test
    void allZerosHaveNoExponent() {
        assertThatThrownBy(TensorSummary.of(new float[3])::lowestExponent)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("count=3")
                .hasMessageContaining("no exponent");
    }

    @Test
    void equalElementsGiveEqualSummariesAndOthersDoNot() {
        TensorSummary summary = TensorSummary.of(new float[] {1, 2, Float.NaN});

        assertThat(summary)
                .isEqualTo(TensorSummary.of(new float[] {1, 2, Float.NaN}))
                .hasSameHashCodeAs(TensorSummary.of(new float[] {1, 2, Float.NaN}))
                .isNotEqualTo(TensorSummary.of(new float[] {1, 2, Float.POSITIVE_INFINITY}))
                .isNotEqualTo(TensorSummary.of(new float[] {1, 3, Float.NaN}));
    }

    @Test
    void aSummarySurvivesSerialization() throws IOException, ClassNotFoundException {
        TensorSummary summary = TensorSummary.of(new double[] {1e200, -3, 0, Double.NaN, Double.MIN_VALUE});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(summary);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(summary);
        }
    }

    @Test
    void oneSummarizerRemembersNothingOfTheTensorBefore() {
        TensorSummarizer summarizer = new TensorSummarizer();
        assertThat(summarizer.summarize(Inputs.directFloats(5), 0, 1, 1)).isEqualTo(TensorSummary.of(new float[] {5}));
        assertThat(summarizer.summarize(Inputs.directFloats(3), 0, 1, 1)).isEqualTo(TensorSummary.of(new float[] {3}));
        for (double[] elements : Inputs.finiteDoublesOnly().values()) {
            TensorSummary first = summarizer.summarize(Inputs.directDoubles(elements), 0, elements.length, 1);
            assertThat(first).isEqualTo(TensorSummary.of(elements));
            TensorSummary again = summarizer.summarize(Inputs.directFloats(1, -2, Double.NaN), 0, 3, 1);
            assertThat(again).isEqualTo(TensorSummary.of(new float[] {1, -2, Float.NaN}));
        }
    }

    private static void assertMoments(TensorSummary summary, double[] elements) {
        assertThat(summary.mean())
                .isCloseTo(Reference.mean(elements), within(smallest(1e-13 * Reference.meanMagnitude(elements))));
        double deviation = Reference.standardDeviation(elements);
        // Blocks are merged by their means, which are known to the last bit only.
        double lastBit = Math.abs(Reference.mean(elements)) * 0x1p-52;
        assertThat(summary.standardDeviation()).isCloseTo(deviation, within(smallest(1e-12 * deviation + lastBit)));
        assertThat(summary.rms()).isCloseTo(Reference.rms(elements), within(smallest(1e-12 * summary.rms())));
        assertThat(summary.l2Norm()).isCloseTo(Reference.l2Norm(elements), within(smallest(1e-12 * summary.l2Norm())));
    }

    /** Among subnormal numbers no difference is smaller. */
    private static double smallest(double tolerance) {
        return Math.max(Double.MIN_VALUE, tolerance);
    }

    private static void assertCounts(TensorSummary summary, double[] elements, double smallestNormal) {
        DoubleStream.Builder magnitudes = DoubleStream.builder();
        long zeros = 0;
        long subnormals = 0;
        for (double element : elements) {
            magnitudes.add(Math.abs(element));
            zeros += element == 0 ? 1 : 0;
            subnormals += element != 0 && Math.abs(element) < smallestNormal ? 1 : 0;
        }
        double[] sorted = magnitudes.build().sorted().toArray();

        assertThat(summary.count()).isEqualTo(elements.length);
        assertThat(summary.isFinite()).isTrue();
        assertThat(summary.zeros()).isEqualTo(zeros);
        assertThat(summary.subnormals()).isEqualTo(subnormals);
        assertThat(summary.minimum()).isEqualTo(Arrays.stream(elements).min().getAsDouble() + 0.);
        assertThat(summary.maximum()).isEqualTo(Arrays.stream(elements).max().getAsDouble() + 0.);
        assertThat(summary.largestMagnitude()).isEqualTo(sorted[sorted.length - 1]);
        assertThat(summary.smallestNonzeroMagnitude())
                .isEqualTo(Double.valueOf(zeros == sorted.length ? Double.NaN : sorted[(int) zeros]));
        for (int exponent = -1074; exponent < 1030; exponent++) {
            int expected =
                    countBelow(Math.scalb(1., exponent + 1), sorted) - countBelow(Math.scalb(1., exponent), sorted);
            if (expected != summary.countAtExponent(exponent)) {
                assertThat(summary.countAtExponent(exponent))
                        .as("2^%d", exponent)
                        .isEqualTo(expected);
            }
        }
    }

    /** How many elements are below a limit. */
    private static int countBelow(double limit, double[] sorted) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] < limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
