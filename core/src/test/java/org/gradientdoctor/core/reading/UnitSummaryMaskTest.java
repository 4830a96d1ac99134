package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitSummaryMaskTest {

    private static final ResponsiveRange RANGE = new ResponsiveRange(-1, 1.5, .25);

    static Stream<UnitLayout> layouts() {
        return Stream.of(
                UnitLayout.rowMajor(6, 3, 8),
                UnitLayout.columnMajor(6, 3, 8),
                UnitLayout.rowMajor(40, 5),
                UnitLayout.columnMajor(2100, 2, 2));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aMaskPerPositionLeavesOutWhatItSays(UnitLayout layout) {
        Random random = new Random(6);
        boolean[][] valid = new boolean[layout.examples()][layout.positions()];
        for (boolean[] example : valid) {
            // Sequences of different length, as recurrent data has them; at least one step.
            Arrays.fill(example, 0, 1 + random.nextInt(layout.positions()), true);
        }
        SlowUnits units = UnitSummaryTest.floats(layout, random::nextGaussian, valid);
        FloatBuffer buffer = Inputs.directFloats(units.laidOut(layout, size(layout)));

        UnitSummary summary = UnitSummary.of(buffer, layout, RANGE, flat(valid));

        UnitSummaryTest.assertEqual(summary, units, layout, 0);
        assertThat(summary.examples()).isEqualTo(layout.examples());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aMaskPerExampleLeavesOutWholeExamples(UnitLayout layout) {
        Random random = new Random(8);
        boolean[] valid = new boolean[layout.examples()];
        boolean[][] perPosition = new boolean[layout.examples()][layout.positions()];
        int examples = 0;
        for (int e = 0; e < valid.length; e++) {
            valid[e] = e < 2 || random.nextBoolean();
            examples += valid[e] ? 1 : 0;
            Arrays.fill(perPosition[e], valid[e]);
        }
        SlowUnits units = UnitSummaryTest.floats(layout, random::nextGaussian, perPosition);
        double[] laidOut = units.laidOut(layout, size(layout));

        UnitSummary summary = UnitSummary.of(Inputs.directDoubles(laidOut), layout, RANGE, valid);

        UnitSummaryTest.assertEqual(summary, units, layout, 0);
        assertThat(summary.examples()).isEqualTo(examples);
    }

    @Test
    void whatIsMaskedMayBeNan() {
        DoubleBuffer buffer = DoubleBuffer.wrap(new double[] {1, 2, Double.NaN});

        UnitSummary summary = UnitSummary.of(
                buffer, UnitLayout.rowMajor(3, 1), ResponsiveRange.unbounded(), new boolean[] {true, true, false});

        assertThat(summary.nonFinite()).isZero();
        assertThat(summary.mean(0)).isEqualTo(1.5);
    }

    @Test
    void positionsWithFewerThanTwoValidExamplesHaveNoPartInTheVariance() {
        // Two examples of three steps; the second has one step.
        DoubleBuffer buffer = DoubleBuffer.wrap(new double[] {1, 5, 9, 3, 100, 100});
        boolean[] valid = {true, true, true, true, false, false};

        UnitSummary summary = UnitSummary.of(buffer, UnitLayout.rowMajor(2, 1, 3), ResponsiveRange.unbounded(), valid);

        assertThat(summary.variance(0)).isEqualTo(1); // of 1 and 3
        assertThat(summary.mean(0)).isEqualTo(4.5);
        assertThat(summary.elementsPerUnit()).isEqualTo(4);
    }

    @Test
    void aNanAtAPositionWithoutPartInTheVarianceSpoilsItAllTheSame() {
        // Two examples of two steps; the second has one step.
        DoubleBuffer buffer = DoubleBuffer.wrap(new double[] {1, Double.NaN, 3, 0});
        boolean[] valid = {true, true, true, false};

        UnitSummary summary = UnitSummary.of(buffer, UnitLayout.rowMajor(2, 1, 2), ResponsiveRange.unbounded(), valid);

        assertThat(summary.nonFinite()).isEqualTo(1);
        assertThat(summary.mean(0)).isNaN();
        assertThat(summary.variance(0)).isNaN();
    }

    @Test
    void aMaskThatLetsNothingPassLeavesNoStatistics() {
        UnitSummary summary = UnitSummary.of(
                DoubleBuffer.allocate(4), UnitLayout.rowMajor(2, 2), ResponsiveRange.unbounded(), new boolean[2]);

        assertThat(summary.examples()).isZero();
        assertThat(summary.mean(0)).isNaN();
        assertThat(summary.variance(0)).isNaN();
    }

    @Test
    void aMaskOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> UnitSummary.of(
                        DoubleBuffer.allocate(12),
                        UnitLayout.rowMajor(2, 2, 3),
                        ResponsiveRange.unbounded(),
                        new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mask has 3 flags")
                .hasMessageContaining("2 examples")
                .hasMessageContaining("6 pairs");
    }

    private static int size(UnitLayout layout) {
        return layout.examples() * layout.units() * layout.positions();
    }

    private static boolean[] flat(boolean[][] valid) {
        boolean[] flat = new boolean[valid.length * valid[0].length];
        for (int e = 0; e < valid.length; e++) {
            System.arraycopy(valid[e], 0, flat, e * valid[e].length, valid[e].length);
        }
        return flat;
    }
}
