package org.gradientdoctor.samples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class TablesTest {

    @Test
    void friedmansFunctionIsAsItsFormulaSays() {
        // 10 sin(π/2) + 20 · 0 + 10 · .2 + 5 · .4 = 14.
        assertThat(FriedmanOne.value(new float[] {1, .5f, .5f, .2f, .4f, 9, 9, 9, 9, 9}))
                .isCloseTo(14, within(1e-6));
        // 10 sin(0) + 20 · .25 + 10 + 5 = 20.
        assertThat(FriedmanOne.value(new float[] {0, 1, 0, 1, 1, 0, 0, 0, 0, 0}))
                .isCloseTo(20, within(1e-6));
    }

    @Test
    void friedmansNoiseHasTheDeviationAskedFor() {
        DataSet drawn = FriedmanOne.draw(2000, 2, 1);

        assertThat(drawn.getFeatures().shape()).containsExactly(2000, 10);
        double squares = 0;
        for (int e = 0; e < 2000; e++) {
            double error = drawn.getLabels().getDouble(e, 0)
                    - FriedmanOne.value(drawn.getFeatures().getRow(e).toFloatVector());
            squares += error * error;
        }
        assertThat(Math.sqrt(squares / 2000)).isCloseTo(2, within(.15));
    }

    @Test
    void eachOfSeveralLabelsHoldsForHalfOfTheExamples() {
        DataSet drawn = HalfSpaces.draw(4000, 6, 3, .2, 1);

        assertThat(drawn.getFeatures().shape()).containsExactly(4000, 6);
        // The deviation of a share over 4000 is .008.
        assertThat(drawn.getLabels().mean(0).toDoubleVector()).containsExactly(new double[] {.5, .5, .5}, within(.04));
    }

    @Test
    void withoutNoiseTheSignsOfOppositeExamplesAreOpposite() {
        // One column: the direction is 1 or -1, and the label the sign of the feature or its opposite.
        DataSet drawn = HalfSpaces.draw(40, 1, 1, 0, 2);

        boolean positive =
                drawn.getFeatures().getDouble(0, 0) > 0 == (drawn.getLabels().getDouble(0, 0) == 1);
        for (int e = 0; e < 40; e++) {
            assertThat(drawn.getFeatures().getDouble(e, 0) > 0)
                    .isEqualTo(positive == (drawn.getLabels().getDouble(e, 0) == 1));
        }
    }

    @Test
    void theRealSetsHaveTheSizesAndClassesTheirAuthorsGive() {
        DataSet digits = UciData.DIGITS.load();
        assertThat(digits.getFeatures().shape()).containsExactly(1797, 64);
        assertThat(digits.getLabels().sum(0).toDoubleVector())
                .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        assertThat(digits.getFeatures().maxNumber().doubleValue()).isEqualTo(16);
        DataSet wine = UciData.WINE.load();
        assertThat(wine.getFeatures().shape()).containsExactly(178, 13);
        assertThat(wine.getLabels().sum(0).toDoubleVector()).containsExactly(59, 71, 48);
        assertThat(wine.getFeatures().getDouble(0, 12)).isEqualTo(1065);
        DataSet cancer = UciData.BREAST_CANCER.load();
        assertThat(cancer.getFeatures().shape()).containsExactly(569, 30);
        assertThat(cancer.getLabels().sum(0).toDoubleVector()).containsExactly(212, 357);
        assertThat(cancer.getFeatures().getDouble(0, 0)).isCloseTo(17.99, within(1e-5));
    }

    @Test
    void theFilesNameTheirAuthorsAndTheirLicence() throws Exception {
        try (var notice = UciData.class.getResourceAsStream("NOTICE")) {
            assertThat(notice).isNotNull();
            assertThat(new String(notice.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("Creative Commons Attribution 4.0", "Alpaydin", "Aeberhard", "Wolberg");
        }
    }

    @Test
    void aDigitIsTheSameAsARowAnImageAndASequence() {
        DataSet rows = UciData.DIGITS.load();
        DataSet images = DigitImages.images();
        DataSet sequences = DigitImages.sequences();

        assertThat(images.getFeatures().shape()).containsExactly(1797, 1, 8, 8);
        assertThat(sequences.getFeatures().shape()).containsExactly(1797, 8, 8);
        // Row 2, column 1 of the first image is pixel 17 of the row: 3, by the file's first line.
        assertThat(rows.getFeatures().getDouble(0, 17)).isEqualTo(3);
        assertThat(images.getFeatures().getDouble(0, 0, 2, 1)).isEqualTo(3);
        assertThat(sequences.getFeatures().getDouble(0, 2, 1)).isEqualTo(3);
    }

    @Test
    void loadingLeavesTheThreadsRandomStateAsItWas() {
        Nd4j.getRandom().setSeed(99);
        long root = Nd4j.getRandom().rootState();
        long node = Nd4j.getRandom().nodeState();

        Split.of(UciData.WINE.load(), .2, 1).standardized();

        assertThat(Nd4j.getRandom().rootState()).isEqualTo(root);
        assertThat(Nd4j.getRandom().nodeState()).isEqualTo(node);
    }

    @Test
    void aSplitKeepsTheSharesOfTheClassesAndEveryExample() {
        Split split = Split.of(UciData.WINE.load(), .25, 1);

        // A quarter of 59, 71 and 48, rounded: 15, 18, 12.
        assertThat(split.validation().getLabels().sum(0).toDoubleVector()).containsExactly(15, 18, 12);
        assertThat(split.training().getLabels().sum(0).toDoubleVector()).containsExactly(44, 53, 36);
        assertThat(split.training().getFeatures().sumNumber().doubleValue()
                        + split.validation().getFeatures().sumNumber().doubleValue())
                .isCloseTo(UciData.WINE.load().getFeatures().sumNumber().doubleValue(), within(1.0));
    }

    @Test
    void theSeedDecidesTheSplit() {
        DataSet wine = UciData.WINE.load();

        assertThat(Split.of(wine, .25, 1)).isEqualTo(Split.of(wine, .25, 1));
        assertThat(Split.of(wine, .25, 1).validation())
                .isNotEqualTo(Split.of(wine, .25, 2).validation());
    }

    @Test
    void sequencesAndSeveralLabelsAreSplitToo() {
        Split copy = Split.of(CopyMemory.draw(20, 3, 2, 4, 1), .2, 1);
        Split labels = Split.of(HalfSpaces.draw(20, 3, 2, 0, 1), .2, 1);

        assertThat(copy.training().getFeatures().shape()).containsExactly(16, 5, 8);
        assertThat(copy.validation().getLabels().shape()).containsExactly(4, 4, 8);
        assertThat(labels.validation().getLabels().shape()).containsExactly(4, 2);
    }

    @Test
    void aShareThatLeavesOnePartEmptyIsRefused() {
        DataSet drawn = FriedmanOne.draw(10, 0, 1);

        assertThatThrownBy(() -> Split.of(drawn, 0, 1)).hasMessageContaining("share of 0.0 of 10 examples");
        assertThatThrownBy(() -> Split.of(drawn, 1, 1)).hasMessageContaining("empty");
    }

    @Test
    void standardizationIsFittedOnTheTrainingPartAlone() {
        INDArray training = Nd4j.createFromArray(new float[][] {{1, 5}, {3, 5}});
        INDArray validation = Nd4j.createFromArray(new float[][] {{4, 6}});
        Split raw = new Split(new DataSet(training, training), new DataSet(validation, validation));

        Split split = raw.standardized();

        // Column 0: mean 2, deviation 1; column 1 was constant and is only centered.
        assertThat(split.training().getFeatures()).isEqualTo(Nd4j.createFromArray(new float[][] {{-1, 0}, {1, 0}}));
        assertThat(split.validation().getFeatures()).isEqualTo(Nd4j.createFromArray(new float[][] {{2, 1}}));
        assertThat(split.validation().getLabels()).isEqualTo(validation);
        assertThat(raw.withStandardizedLabels().validation().getLabels())
                .isEqualTo(split.validation().getFeatures());
    }

    @Test
    void channelsOfSequencesAreStandardizedOverExamplesAndSteps() {
        // Two examples, two channels, two steps; channel 0 holds 0, 0, 2, 2, channel 1 holds 1, 3, 5, 7.
        INDArray features = Nd4j.createFromArray(new float[][][] {{{0, 0}, {1, 3}}, {{2, 2}, {5, 7}}});

        double[] standardized =
                Standardization.of(features).apply(features).dup('c').data().asDouble();

        // Mean 1, deviation 1; mean 4, deviation √5.
        double r = Math.sqrt(5);
        assertThat(standardized)
                .containsExactly(new double[] {-1, -1, -3 / r, -1 / r, 1, 1, 1 / r, 3 / r}, Offset.offset(1e-6));
    }
}
