package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelStatisticsTest {
    @Test
    void threeBalancedClassesHaveAnEntropyOfLnThree() {
        LabelStatistics labels = new LabelStatistics(LossFamily.CROSS_ENTROPY, 3);
        for (int i = 0; i < 30; i++) {
            labels.addRow(i % 3 == 0 ? 1 : 0, i % 3 == 1 ? 1 : 0, i % 3 == 2 ? 1 : 0);
        }
        labels.addExamples(30);

        assertThat(labels.constantAnswer().loss()).isCloseTo(Math.log(3), within(1e-12));
        assertThat(labels.constantAnswer().examples()).isEqualTo(30);
    }

    @Test
    void oneClassInFiftyLeavesLittleToLearnByFrequencyAlone() {
        LabelStatistics labels = new LabelStatistics(LossFamily.CROSS_ENTROPY, 2);
        for (int i = 0; i < 100; i++) {
            labels.addRow(i < 2 ? 1 : 0, i < 2 ? 0 : 1);
        }
        labels.addExamples(100);

        // −.02 ln .02 − .98 ln .98
        assertThat(labels.constantAnswer().loss()).isCloseTo(.0980391, within(1e-6));
    }

    @Test
    void binaryEntropiesAddUpOverOutputs() {
        LabelStatistics labels = new LabelStatistics(LossFamily.BINARY_CROSS_ENTROPY, 2);
        for (int i = 0; i < 4; i++) {
            labels.addRow(i % 2, 1);
        }
        labels.addExamples(4);

        // the first output: ln 2; the second is always 1 and costs nothing
        assertThat(labels.constantAnswer().loss()).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void squaredErrorGivesTheVarianceMeanOverOutputsOrSummed() {
        double[][] rows = {{1, 10}, {2, 10}, {3, 10}};
        // variance of 1, 2, 3 is 2/3; the second column has none
        assertThat(answer(LossFamily.MEAN_SQUARED_ERROR, rows)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(answer(LossFamily.SQUARED_ERROR, rows)).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void absoluteErrorGivesTheMeanDeviationFromTheMedian() {
        double[][] rows = {{0, 0}, {1, 0}, {100, 0}};
        // median 1: deviations 1, 0, 99
        assertThat(answer(LossFamily.ABSOLUTE_ERROR, rows)).isCloseTo(100.0 / 3, within(1e-12));
        assertThat(answer(LossFamily.MEAN_ABSOLUTE_ERROR, rows)).isCloseTo(50.0 / 3, within(1e-12));
    }

    @Test
    void sequencesCountOnceForAllTheirTimeSteps() {
        LabelStatistics labels = new LabelStatistics(LossFamily.CROSS_ENTROPY, 2);
        for (int step = 0; step < 20; step++) {
            labels.addRow(step % 2, 1 - step % 2);
        }
        labels.addExamples(4);

        assertThat(labels.constantAnswer().loss()).isCloseTo(5 * Math.log(2), within(1e-12));
    }

    @Test
    void noConstantDoesBetterThanTheConstantAnswer() {
        Random random = new Random(7);
        double[][] rows = new double[200][1];
        for (double[] row : rows) {
            row[0] = random.nextGaussian() * 3 + 5;
        }
        double squared = answer(LossFamily.SQUARED_ERROR, rows);
        double absolute = answer(LossFamily.ABSOLUTE_ERROR, rows);
        for (double constant = 0; constant < 10; constant += .01) {
            double sumOfSquares = 0;
            double sumOfMagnitudes = 0;
            for (double[] row : rows) {
                sumOfSquares += (row[0] - constant) * (row[0] - constant) / rows.length;
                sumOfMagnitudes += Math.abs(row[0] - constant) / rows.length;
            }
            assertThat(sumOfSquares).isGreaterThanOrEqualTo(squared - 1e-12);
            assertThat(sumOfMagnitudes).isGreaterThanOrEqualTo(absolute - 1e-12);
        }
    }

    @Test
    void nothingIsKnownWithoutLabelsWithStrangeLossesOrWithNaN() {
        assertThat(new LabelStatistics(LossFamily.CROSS_ENTROPY, 3)
                        .constantAnswer()
                        .isKnown())
                .isFalse();
        assertThat(answer(LossFamily.OTHER, new double[][] {{1}, {2}})).isNaN();
        assertThat(answer(LossFamily.SQUARED_ERROR, new double[][] {{1}, {Double.NaN}}))
                .isNaN();
    }

    @Test
    void aRowOfAnotherWidthIsRefusedWithBothNumbers() {
        assertThatThrownBy(() -> new LabelStatistics(LossFamily.OTHER, 3).addRow(1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 columns")
                .hasMessageContaining("3 are expected");
    }

    private static double answer(LossFamily loss, double[][] rows) {
        LabelStatistics labels = new LabelStatistics(loss, rows[0].length);
        for (double[] row : rows) {
            labels.addRow(row);
        }
        labels.addExamples(rows.length);
        return labels.constantAnswer().loss();
    }
}
