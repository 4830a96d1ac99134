package org.gradientdoctor.remedies.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class LabelScoreTest {
    private static Predictions of(double[][] labels, double[][] answers) {
        return new Predictions(List.of(part(Nd4j.createFromArray(labels), Nd4j.createFromArray(answers), null)));
    }

    private static Predictions.Part part(INDArray labels, INDArray answers, @Nullable INDArray mask) {
        return new Predictions.Part(
                new INDArray[] {labels}, new INDArray[] {answers}, mask == null ? null : new INDArray[] {mask});
    }

    @Test
    void accuracyCountsTheLargestAnswer() {
        Predictions predictions = of(
                new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 1}},
                new double[][] {{.4, .3, .3}, {.5, .4, .1}, {.1, .2, .7}, {.2, .2, .6}});
        assertThat(LabelScore.ACCURACY.of(predictions)).isEqualTo(.75);
    }

    @Test
    void fOneOfTwoClassesIsThatOfTheSecond() {
        // Second class: 1 right, 1 missed, 1 taken wrongly: precision 1/2, recall 1/2.
        Predictions predictions = of(
                new double[][] {{0, 1}, {0, 1}, {1, 0}, {1, 0}, {1, 0}},
                new double[][] {{.1, .9}, {.9, .1}, {.2, .8}, {.9, .1}, {.9, .1}});
        assertThat(LabelScore.F1.of(predictions)).isCloseTo(.5, within(1e-12));
    }

    @Test
    void binaryAccuracyCountsSingleLabels() {
        Predictions predictions =
                of(new double[][] {{1, 0}, {0, 0}, {1, 1}}, new double[][] {{.9, .8}, {.1, .2}, {.6, .4}});
        assertThat(LabelScore.BINARY_ACCURACY.of(predictions)).isCloseTo(4 / 6.0, within(1e-12));
    }

    @Test
    void varianceExplainedIsThatOfAllColumnsTogether() {
        // Squares about the mean: 2 and 200; residuals 0, 0, 1 and 0, 4, 0.
        Predictions predictions =
                of(new double[][] {{1, 10}, {2, 20}, {3, 30}}, new double[][] {{1, 10}, {2, 24}, {2, 30}});
        assertThat(LabelScore.R_SQUARED.of(predictions)).isCloseTo(1 - 17 / 202.0, within(1e-12));
        assertThat(LabelScore.R_SQUARED.of(of(new double[][] {{5}, {5}}, new double[][] {{5}, {4}})))
                .isNaN();
    }

    /** One column that hardly varies among these examples must not outweigh what all others tell. */
    @Test
    void aColumnThatHardlyVariesHardlyCounts() {
        Predictions predictions =
                of(new double[][] {{1, 0}, {2, 0}, {3, .01}}, new double[][] {{1, .1}, {2, .1}, {3, .1}});
        assertThat(LabelScore.R_SQUARED.of(predictions)).isGreaterThan(.98);
    }

    @Test
    void maskedStepsDoNotCount() {
        // [1 example, 2 units, 3 steps]; the second step is wrong and masked.
        INDArray labels = Nd4j.createFromArray(new double[][][] {{{1, 1, 0}, {0, 0, 1}}});
        INDArray answers = Nd4j.createFromArray(new double[][][] {{{.9, .1, .2}, {.1, .9, .8}}});
        INDArray mask = Nd4j.createFromArray(new double[][] {{1, 0, 1}});
        assertThat(LabelScore.ACCURACY.of(new Predictions(List.of(part(labels, answers, mask)))))
                .isEqualTo(1);
        assertThat(LabelScore.ACCURACY.of(new Predictions(List.of(part(labels, answers, null)))))
                .isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void severalMinibatchesAreOneData() {
        Predictions predictions = new Predictions(List.of(
                part(
                        Nd4j.createFromArray(new double[][] {{1}, {2}}),
                        Nd4j.createFromArray(new double[][] {{1}, {2}}),
                        null),
                part(Nd4j.createFromArray(new double[][] {{3}}), Nd4j.createFromArray(new double[][] {{2}}), null)));
        assertThat(LabelScore.R_SQUARED.of(predictions)).isCloseTo(.5, within(1e-12));
    }

    @Test
    void theConstantAnswerIsTheMeanOfTheTrainingLabels() {
        MultiDataSet training = new MultiDataSet(new INDArray[] {Nd4j.ones(3, 1)}, new INDArray[] {
            Nd4j.createFromArray(new double[][] {{0}, {3}, {6}})
        });
        MultiDataSet validation = new MultiDataSet(new INDArray[] {Nd4j.ones(2, 1)}, new INDArray[] {
            Nd4j.createFromArray(new double[][] {{2}, {4}})
        });
        Predictions constant =
                Predictions.constant(new Minibatches(List.of(training)), new Minibatches(List.of(validation)));
        assertThat(constant.parts().get(0).answers()[0].toDoubleMatrix()).isDeepEqualTo(new double[][] {{3}, {3}});
        assertThat(LabelScore.R_SQUARED.of(constant)).isCloseTo(0, within(1e-12));
    }

    @Test
    void notFiniteAnswersAreSeen() {
        assertThat(of(new double[][] {{1}}, new double[][] {{Double.NaN}}).isFinite())
                .isFalse();
        assertThat(of(new double[][] {{1}}, new double[][] {{Double.NEGATIVE_INFINITY}})
                        .isFinite())
                .isFalse();
        assertThat(of(new double[][] {{1}}, new double[][] {{1e300}}).isFinite())
                .isTrue();
    }
}
