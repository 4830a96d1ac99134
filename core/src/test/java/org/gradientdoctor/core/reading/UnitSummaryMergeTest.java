package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitSummaryMergeTest {

    private static final ResponsiveRange RANGE = new ResponsiveRange(-1, 1.5, .25);

    @Test
    void mergingBatchesEqualsSummarizingAllExamples() {
        Random random = new Random(3);
        double[] elements = Inputs.fill(300 * 4, () -> 10 + random.nextGaussian());
        UnitSummary whole = rows(elements);
        UnitSummary merged = rows(Arrays.copyOf(elements, 4)) // a single example, without variance of its own
                .merge(rows(Arrays.copyOfRange(elements, 4, 100 * 4)))
                .merge(rows(Arrays.copyOfRange(elements, 100 * 4, 101 * 4)))
                .merge(rows(Arrays.copyOfRange(elements, 101 * 4, 300 * 4)));

        assertThat(merged.examples()).isEqualTo(300);
        assertThat(merged.elementsPerUnit()).isEqualTo(300);
        for (int u = 0; u < 4; u++) {
            assertThat(merged.mean(u)).isCloseTo(whole.mean(u), withinPercentage(1e-10));
            assertThat(merged.variance(u)).isCloseTo(whole.variance(u), withinPercentage(1e-10));
            assertThat(merged.activeShare(u)).isCloseTo(whole.activeShare(u), within(1e-6));
            assertThat(merged.saturatedShare(u)).isCloseTo(whole.saturatedShare(u), within(1e-6));
        }
        assertThat(merged.spreadAcrossExamples()).isCloseTo(whole.spreadAcrossExamples(), withinPercentage(1e-10));
        assertThat(merged.totalDeviation()).isCloseTo(whole.totalDeviation(), withinPercentage(1e-10));
        assertThat(merged.meanSquare()).isCloseTo(whole.meanSquare(), withinPercentage(1e-10));
    }

    @Test
    void withSeveralPositionsThePooledVarianceMissesAboutOneShareInTheNumberOfExamples() {
        Random random = new Random(4);
        double[] elements = Inputs.fill(200 * 50, random::nextGaussian);
        UnitSummary whole = images(elements);
        UnitSummary merged = images(Arrays.copyOf(elements, 100 * 50))
                .merge(images(Arrays.copyOfRange(elements, 100 * 50, 200 * 50)));

        assertThat(merged.mean(0)).isCloseTo(whole.mean(0), within(1e-14));
        assertThat(merged.variance(0)).isLessThan(whole.variance(0)).isCloseTo(whole.variance(0), withinPercentage(1));
    }

    @Test
    void withSeveralPositionsASingleExampleAddsNoVariance() {
        UnitSummary batch = images(Inputs.fill(10 * 50, new Random(5)::nextGaussian));
        UnitSummary single = images(Inputs.fill(50, new Random(6)::nextGaussian));

        assertThat(batch.merge(single).variance(0)).isEqualTo(batch.variance(0));
        assertThat(single.merge(batch).variance(0)).isEqualTo(batch.variance(0));
        assertThat(single.merge(single).variance(0)).isNaN();
    }

    @Test
    void aUnitThatWasNotFiniteStaysSo() {
        UnitSummary spoiled = rows(1, Double.NaN, 1, 1, 2, 2, 2, 2);
        UnitSummary sound = rows(3, 3, 3, 3);

        for (UnitSummary merged : new UnitSummary[] {spoiled.merge(sound), sound.merge(spoiled)}) {
            assertThat(merged.nonFinite()).isEqualTo(1);
            assertThat(merged.mean(1)).isNaN();
            assertThat(merged.variance(1)).isNaN();
            assertThat(merged.mean(0)).isCloseTo(2, within(1e-15));
            assertThat(merged.variance(0)).isCloseTo(2 / 3., within(1e-15));
        }
    }

    @Test
    void mergingWithNoExamplesChangesNothing() {
        UnitSummary summary = rows(1, 2, 3, 4);

        assertThat(summary.merge(rows())).isEqualTo(summary);
        assertThat(rows().merge(summary)).isEqualTo(summary);
    }

    @Test
    void summariesOfDifferentLayersAreRefused() {
        UnitSummary other = UnitSummary.of(DoubleBuffer.allocate(3), UnitLayout.rowMajor(1, 3), RANGE);

        assertThatThrownBy(() -> rows(1, 2, 3, 4).merge(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 and 3 units");
    }

    private static UnitSummary rows(double... elements) {
        return UnitSummary.of(DoubleBuffer.wrap(elements), UnitLayout.rowMajor(elements.length / 4, 4), RANGE);
    }

    private static UnitSummary images(double... elements) {
        return UnitSummary.of(DoubleBuffer.wrap(elements), UnitLayout.rowMajor(elements.length / 50, 1, 50), RANGE);
    }
}
