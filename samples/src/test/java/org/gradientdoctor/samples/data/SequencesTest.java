package org.gradientdoctor.samples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class SequencesTest {

    @Test
    void theLabelOfASineIsTheNextValueAndThreeValuesObeyItsRecursion() {
        DataSet waves = SineWaves.draw(5, 20, 0, 3);
        INDArray now = waves.getFeatures();

        assertThat(now.shape()).containsExactly(5, 1, 20);
        for (int e = 0; e < 5; e++) {
            for (int t = 0; t < 19; t++) {
                assertThat(waves.getLabels().getDouble(e, 0, t)).isEqualTo(now.getDouble(e, 0, t + 1));
            }
            // x(t-1) + x(t+1) = 2 cos(2πf) x(t), with the same factor at each step: .02 ≤ f ≤ .1.
            double factor = (now.getDouble(e, 0, 4) + now.getDouble(e, 0, 6)) / now.getDouble(e, 0, 5);
            assertThat(factor).isBetween(2 * Math.cos(.2 * Math.PI) - .01, 2 * Math.cos(.04 * Math.PI) + .01);
            for (int t = 1; t < 19; t++) {
                assertThat(now.getDouble(e, 0, t - 1) + now.getDouble(e, 0, t + 1))
                        .isCloseTo(factor * now.getDouble(e, 0, t), within(1e-4));
            }
        }
    }

    @Test
    void aQuarterPeriodAfterItsZeroASineIsAtOne() {
        // f = .05: 20 steps a period.
        assertThat(SineWaves.value(.05, 0, 5)).isCloseTo(1, within(1e-12));
        assertThat(SineWaves.value(.05, Math.PI / 2, 5)).isCloseTo(0, within(1e-12));
    }

    @Test
    void theAddingProblemMarksOneValueInEachHalfAndAsksForTheirSum() {
        DataSet adding = AddingProblem.draw(50, 9, 2);
        INDArray features = adding.getFeatures();

        assertThat(features.shape()).containsExactly(50, 2, 9);
        assertThat(adding.getLabels().shape()).containsExactly(50, 1);
        for (int e = 0; e < 50; e++) {
            int first = 0;
            int second = 0;
            double sum = 0;
            for (int t = 0; t < 9; t++) {
                double mark = features.getDouble(e, 1, t);
                first += mark == 1 && t < 4 ? 1 : 0;
                second += mark == 1 && t >= 4 ? 1 : 0;
                sum += mark * features.getDouble(e, 0, t);
            }
            assertThat(first).isEqualTo(1);
            assertThat(second).isEqualTo(1);
            assertThat(adding.getLabels().getDouble(e, 0)).isCloseTo(sum, within(1e-6));
        }
    }

    @Test
    void theConstantAnswerToTheAddingProblemHasAnErrorOfASixth() {
        INDArray labels = AddingProblem.draw(4000, 10, 5).getLabels();

        double mean = labels.meanNumber().doubleValue();
        double square = labels.sub(1).mul(labels.sub(1)).meanNumber().doubleValue();
        assertThat(mean).isCloseTo(1, within(.03));
        assertThat(square).isCloseTo(1 / 6.0, within(.01));
    }

    @Test
    void copyMemoryShowsTheSymbolsThenWaitsThenSignalsThenAsksForThem() {
        // K = 3 symbols, L = 2 shown, T = 4: 8 steps; shown at 0, 1; signal at L + T - 1 = 5; asked at 6, 7.
        DataSet copy = CopyMemory.draw(20, 3, 2, 4, 6);

        assertThat(copy.getFeatures().shape()).containsExactly(20, 5, 8);
        assertThat(copy.getLabels().shape()).containsExactly(20, 4, 8);
        for (int e = 0; e < 20; e++) {
            int[] shown = hot(copy.getFeatures(), e);
            int[] asked = hot(copy.getLabels(), e);
            assertThat(shown[0]).isBetween(0, 2);
            assertThat(shown[1]).isBetween(0, 2);
            assertThat(shown).containsExactly(shown[0], shown[1], 3, 3, 3, 4, 3, 3);
            assertThat(asked).containsExactly(3, 3, 3, 3, 3, 3, shown[0], shown[1]);
        }
    }

    private static int[] hot(INDArray oneHot, int example) {
        int[] hot = new int[Math.toIntExact(oneHot.size(2))];
        for (int t = 0; t < hot.length; t++) {
            int ones = 0;
            for (int c = 0; c < oneHot.size(1); c++) {
                if (oneHot.getDouble(example, c, t) == 1) {
                    hot[t] = c;
                    ones++;
                }
            }
            assertThat(ones).isEqualTo(1);
        }
        return hot;
    }

    @Test
    void cylinderIsFlatBellRisesAndFunnelFallsBetweenTheirEnds() {
        // a = 20, b = 60: outside 0; at 30 a quarter of the way.
        assertThat(CylinderBellFunnel.shape(0, 19, 20, 60)).isZero();
        assertThat(CylinderBellFunnel.shape(0, 30, 20, 60)).isEqualTo(1);
        assertThat(CylinderBellFunnel.shape(1, 30, 20, 60)).isEqualTo(.25);
        assertThat(CylinderBellFunnel.shape(2, 30, 20, 60)).isEqualTo(.75);
        assertThat(CylinderBellFunnel.shape(1, 60, 20, 60)).isEqualTo(1);
        assertThat(CylinderBellFunnel.shape(2, 61, 20, 60)).isZero();
    }

    @Test
    void aSeriesWithoutNoiseIsSilentBeforeStepSixteenAndReachesItsHeight() {
        DataSet series = CylinderBellFunnel.draw(30, 0, 3);

        assertThat(series.getFeatures().shape()).containsExactly(30, 1, 128);
        for (int e = 0; e < 30; e++) {
            double highest = 0;
            for (int t = 0; t < 128; t++) {
                double value = series.getFeatures().getDouble(e, 0, t);
                assertThat(t < 15 ? value : 0).isZero();
                highest = Math.max(highest, value);
            }
            // 6 + η, η standard Gaussian: within four deviations.
            assertThat(highest).isBetween(2.0, 10.0);
        }
    }
}
