package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitSummaryTest {

    private static final ResponsiveRange RANGE = new ResponsiveRange(-1, 1.5, .25);

    static Stream<UnitLayout> layouts() {
        return Stream.of(
                UnitLayout.rowMajor(2, 1),
                UnitLayout.rowMajor(7, 5),
                UnitLayout.columnMajor(7, 5),
                UnitLayout.rowMajor(9, 600),
                UnitLayout.columnMajor(9, 600),
                UnitLayout.rowMajor(1, 4),
                UnitLayout.rowMajor(3, 1, 6),
                UnitLayout.rowMajor(5, 4, 3),
                UnitLayout.columnMajor(5, 4, 3),
                UnitLayout.rowMajor(3, 9, 130).at(17),
                UnitLayout.columnMajor(2100, 2),
                UnitLayout.columnMajor(2100, 1, 2).at(3),
                UnitLayout.rowMajor(600, 3),
                // [examples, positions, units] in 'c' order: a permuted recurrent activation
                new UnitLayout(0, 4, 3, 5, 15, 1, 3),
                // every second column of a wider matrix
                new UnitLayout(1, 6, 4, 1, 16, 2, 0),
                // channels of a larger image: lines that do not follow one another
                new UnitLayout(2, 3, 4, 5, 100, 20, 2),
                // backwards
                new UnitLayout(59, 5, 4, 3, -12, -3, -1));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyLayoutGivesTheStatisticsOfTheDefinition(UnitLayout layout) {
        Random random = new Random(layout.hashCode());
        SlowUnits units = floats(layout, () -> .3 + random.nextGaussian());
        double[] laidOut = units.laidOut(layout, sizeOf(layout));

        assertEqual(UnitSummary.of(Inputs.directFloats(laidOut), layout, RANGE), units, layout, 0);
        assertEqual(UnitSummary.of(Inputs.directDoubles(laidOut), layout, RANGE), units, layout, 0);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void spreadBesideAFarLargerMeanIsRightToFloatResolution(UnitLayout layout) {
        Random random = new Random(layout.hashCode());
        // Neighboring floats near .5 lie 6e-8 apart.
        SlowUnits units = floats(layout, () -> .5 + 1e-7 * random.nextGaussian());
        double[] laidOut = units.laidOut(layout, sizeOf(layout));

        assertEqual(UnitSummary.of(Inputs.directFloats(laidOut), layout, RANGE), units, layout, 0);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void theFirstExampleMayBeFarFromTheOthers(UnitLayout layout) {
        Random random = new Random(layout.hashCode());
        SlowUnits units = floats(layout, random::nextGaussian);
        for (double[] positions : units.elements()[0]) {
            Arrays.fill(positions, 1e9);
        }
        double[] laidOut = units.laidOut(layout, sizeOf(layout));

        assertEqual(UnitSummary.of(Inputs.directFloats(laidOut), layout, RANGE), units, layout, 1e-13);
    }

    @Test
    void collapseShowsAsSpreadFarBelowTheTotalDeviation() {
        Random random = new Random(1);
        double[] pattern = Inputs.fill(64, random::nextGaussian);
        float[] activations = new float[100 * 64];
        for (int i = 0; i < activations.length; i++) {
            activations[i] = (float) (pattern[i % 64] + 1e-6 * random.nextGaussian());
        }

        UnitSummary summary = UnitSummary.of(
                FloatBuffer.wrap(activations), UnitLayout.rowMajor(100, 64), ResponsiveRange.unbounded());

        assertThat(summary.spreadAcrossExamples()).isCloseTo(1e-6, withinPercentage(5));
        assertThat(summary.totalDeviation())
                .isCloseTo(Reference.standardDeviation(Inputs.doubles(activations)), withinPercentage(1e-9));
        assertThat(summary.totalDeviation()).isBetween(.8, 1.2);
    }

    @Test
    void aFixedSpatialPatternHasNoVarianceAcrossExamples() {
        // Two examples of one channel with the positions 1, 2, 4.
        DoubleBuffer buffer = DoubleBuffer.wrap(new double[] {1, 2, 4, 1, 2, 4});

        UnitSummary summary = UnitSummary.of(buffer, UnitLayout.rowMajor(2, 1, 3), ResponsiveRange.unbounded());

        assertThat(summary.variance(0)).isZero();
        assertThat(summary.mean(0)).isCloseTo(7 / 3., within(1e-15));
        // Mean square 7, mean 7/3.
        assertThat(summary.meanSquare()).isCloseTo(7, within(1e-14));
        assertThat(summary.totalDeviation()).isCloseTo(Math.sqrt(7 - 49 / 9.), within(1e-14));
    }

    @Test
    void aHandCalculation() {
        // Units (1, 3) and (-2, -2): variances 1 and 0; over all: mean 0, squares 18 / 4.
        DoubleBuffer buffer = DoubleBuffer.wrap(new double[] {1, -2, 3, -2});

        UnitSummary summary = UnitSummary.of(buffer, UnitLayout.rowMajor(2, 2), new ResponsiveRange(-1, 2, 0));

        assertThat(summary.mean(0)).isEqualTo(2);
        assertThat(summary.variance(0)).isEqualTo(1);
        assertThat(summary.variance(1)).isZero();
        assertThat(summary.activeShare(0)).isEqualTo(1);
        assertThat(summary.activeShare(1)).isZero();
        assertThat(summary.saturatedShare(0)).isEqualTo(.5);
        assertThat(summary.saturatedShare(1)).isEqualTo(1);
        assertThat(summary.activeShare()).isEqualTo(.5);
        assertThat(summary.saturatedShare()).isEqualTo(.75);
        assertThat(summary.spreadAcrossExamples()).isEqualTo(Math.sqrt(.5));
        assertThat(summary.meanSquare()).isEqualTo(4.5);
        assertThat(summary.elementsPerUnit()).isEqualTo(2);
    }

    @Test
    void oneExampleHasNoVarianceAcrossExamples() {
        UnitSummary summary = UnitSummary.of(
                FloatBuffer.wrap(new float[] {1, 2}), UnitLayout.rowMajor(1, 2), ResponsiveRange.unbounded());

        assertThat(summary.variance(0)).isNaN();
        assertThat(summary.spreadAcrossExamples()).isNaN();
        assertThat(summary.mean(1)).isEqualTo(2);
        assertThat(summary.totalDeviation()).isEqualTo(.5);
    }

    @Test
    void noExampleHasNoStatistics() {
        UnitSummary summary =
                UnitSummary.of(FloatBuffer.allocate(0), UnitLayout.rowMajor(0, 2), ResponsiveRange.unbounded());

        assertThat(summary.examples()).isZero();
        assertThat(summary.elementsPerUnit()).isZero();
        assertThat(summary.mean(0)).isNaN();
        assertThat(summary.activeShare(0)).isNaN();
        assertThat(summary.totalDeviation()).isNaN();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void elementsThatAreNotFiniteSpoilTheirOwnUnitOnly(UnitLayout layout) {
        Random random = new Random(layout.hashCode());
        SlowUnits units = floats(layout, random::nextGaussian);
        double[][][] elements = units.elements();
        int last = layout.examples() - 1;
        elements[last][0][0] = Double.NaN;
        elements[0][0][layout.positions() - 1] = Double.POSITIVE_INFINITY;
        int nonFinite = last == 0 && layout.positions() == 1 ? 1 : 2;

        UnitSummary summary = UnitSummary.of(Inputs.directFloats(units.laidOut(layout, sizeOf(layout))), layout, RANGE);

        assertThat(summary.nonFinite()).isEqualTo(nonFinite);
        assertThat(summary.mean(0)).isNaN();
        assertThat(summary.variance(0)).isNaN();
        assertThat(summary.spreadAcrossExamples()).isNaN();
        assertThat(summary.totalDeviation()).isNaN();
        for (int u = 0; u < layout.units(); u++) {
            assertThat(summary.activeShare(u)).isEqualTo((float) units.share(u, RANGE::isActive));
            assertThat(summary.saturatedShare(u)).isEqualTo((float) units.share(u, RANGE::isSaturated));
        }
        for (int u = 1; u < layout.units(); u++) {
            assertThat(summary.mean(u)).isCloseTo(units.mean(u), within(1e-12));
        }
    }

    @Test
    void boundsThemselvesAreNeitherActiveNorSaturated() {
        DoubleBuffer buffer = DoubleBuffer.wrap(new double[] {0, 1, -1, -0.});
        ResponsiveRange range = new ResponsiveRange(-1, 1, 0);

        UnitSummary summary = UnitSummary.of(buffer, UnitLayout.columnMajor(4, 1), range);

        assertThat(summary.activeShare(0)).isEqualTo(.25);
        assertThat(summary.saturatedShare(0)).isZero();
    }

    @Test
    void openBoundsAreAlwaysActiveAndNeverSaturated() {
        DoubleBuffer buffer = DoubleBuffer.wrap(new double[] {-1e300, 1e300});

        UnitSummary summary = UnitSummary.of(buffer, UnitLayout.rowMajor(2, 1), ResponsiveRange.unbounded());

        assertThat(summary.activeShare(0)).isEqualTo(1);
        assertThat(summary.saturatedShare(0)).isZero();
        assertThat(summary.totalDeviation()).isCloseTo(1e300, withinPercentage(1e-10));
    }

    @Test
    void halvesAreReadAsTheirValues() {
        // 1, 2 / 3, 6 in half precision
        var bits = Inputs.directHalves((short) 0x3c00, (short) 0x4000, (short) 0x4200, (short) 0x4600);

        UnitSummary summary = UnitSummary.ofHalf(bits, UnitLayout.rowMajor(2, 2), RANGE);

        assertThat(summary.mean(0)).isEqualTo(2);
        assertThat(summary.variance(1)).isEqualTo(4);
    }

    @Test
    void aLayoutPastTheLimitIsRefusedWithItsNumbers() {
        FloatBuffer buffer = FloatBuffer.allocate(11);

        assertThatThrownBy(() -> UnitSummary.of(buffer, UnitLayout.rowMajor(3, 4), RANGE))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("to 11")
                .hasMessageContaining("limit, 11");
        assertThatThrownBy(() -> UnitSummary.of(buffer, new UnitLayout(1, 2, 2, 1, -2, 1, 0), RANGE))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("from index -1");
    }

    private static int sizeOf(UnitLayout layout) {
        long last = layout.offset();
        last += Math.max(0, (layout.examples() - 1) * layout.exampleStride());
        last += Math.max(0, (layout.units() - 1) * layout.unitStride());
        last += Math.max(0, (layout.positions() - 1) * layout.positionStride());
        return (int) last + 3;
    }

    static SlowUnits floats(UnitLayout layout, DoubleSupplier element) {
        return floats(layout, element, null);
    }

    static SlowUnits floats(UnitLayout layout, DoubleSupplier element, boolean @Nullable [][] valid) {
        double[][][] elements = new double[layout.examples()][layout.units()][];
        for (double[][] example : elements) {
            Arrays.setAll(example, u -> Inputs.fill(layout.positions(), () -> (float) element.getAsDouble()));
        }
        return new SlowUnits(elements, valid);
    }

    /**
     * @param meanTolerance relative to the largest element, for means that rounding of large elements reaches
     */
    static void assertEqual(UnitSummary summary, SlowUnits expected, UnitLayout layout, double meanTolerance) {
        assertThat(summary.units()).isEqualTo(layout.units());
        assertThat(summary.positions()).isEqualTo(layout.positions());
        assertThat(summary.nonFinite()).isZero();
        double[] all = expected.all();
        double varianceSum = 0;
        for (int u = 0; u < layout.units(); u++) {
            double variance = expected.variance(u);
            varianceSum += variance;
            assertThat(summary.mean(u)).isCloseTo(expected.mean(u), within(1e-13 + meanTolerance * 1e9));
            if (Double.isNaN(variance)) {
                assertThat(summary.variance(u)).isNaN();
            } else {
                assertThat(summary.variance(u)).isCloseTo(variance, within(1e-11 * variance));
            }
            assertThat(summary.activeShare(u)).isEqualTo((float) expected.share(u, RANGE::isActive));
            assertThat(summary.saturatedShare(u)).isEqualTo((float) expected.share(u, RANGE::isSaturated));
        }
        double spread = Math.sqrt(varianceSum / layout.units());
        if (Double.isNaN(spread)) {
            assertThat(summary.spreadAcrossExamples()).isNaN();
        } else {
            assertThat(summary.spreadAcrossExamples()).isCloseTo(spread, within(1e-11 * spread));
        }
        assertThat(summary.totalDeviation()).isCloseTo(Reference.standardDeviation(all), withinPercentage(1e-6));
        assertThat(Math.sqrt(summary.meanSquare())).isCloseTo(Reference.rms(all), withinPercentage(1e-9));
        assertThat(summary.elementsPerUnit()).isEqualTo(all.length / layout.units());
    }
}
