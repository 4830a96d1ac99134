package org.gradientdoctor.remedies.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class MinibatchesTest {
    /** Features are numbers from the first on, labels their negatives. */
    private static MultiDataSet batch(int first, int examples) {
        float[] numbers = new float[examples];
        for (int i = 0; i < examples; i++) {
            numbers[i] = first + i;
        }
        INDArray features = Nd4j.createFromArray(numbers).reshape(examples, 1);
        return new MultiDataSet(features, features.neg());
    }

    private static List<List<Double>> features(Minibatches batches) {
        return IntStream.range(0, batches.count())
                .mapToObj(batches::get)
                .map(batch -> {
                    assertThat(batch.getLabels(0))
                            .isEqualTo(batch.getFeatures(0).neg());
                    return IntStream.range(0, (int) batch.getFeatures(0).size(0))
                            .mapToObj(row -> batch.getFeatures(0).getDouble(row, 0))
                            .toList();
                })
                .toList();
    }

    @Test
    void othersStandBehindInMinibatchesNoLargerThanTheLargest() {
        Minibatches small = new Minibatches(List.of(batch(0, 3), batch(3, 2)));
        Minibatches large = new Minibatches(List.of(batch(10, 7), batch(17, 2)));
        assertThat(features(small.with(large)))
                .containsExactly(
                        List.of(0., 1., 2.),
                        List.of(3., 4.),
                        List.of(10., 13., 16.),
                        List.of(11., 14., 17.),
                        List.of(12., 15., 18.));
        assertThat(features(small)).hasSize(2);
    }

    /** What already fits is not copied. */
    @Test
    void aFittingOneStaysWhole() {
        MultiDataSet whole = batch(10, 3);
        Minibatches both = new Minibatches(List.of(batch(0, 3))).with(new Minibatches(List.of(whole)));
        assertThat(both.get(1).getFeatures(0)).isSameAs(whole.getFeatures(0));
    }

    /** Sequences of one length, with a mask or without, each with features, labels and mask of its own. */
    @Test
    void onlyExamplesOfOneFormAreDealtTogether() {
        Minibatches others = new Minibatches(List.of(
                sequences(0, 2, 5, true),
                sequences(2, 1, 4, true),
                sequences(3, 1, 5, false),
                sequences(4, 3, 5, true)));
        Minibatches all = new Minibatches(List.of(sequences(9, 3, 5, false))).with(others);
        assertThat(IntStream.range(1, all.count()).mapToObj(all::get).map(MinibatchesTest::described))
                .containsExactly(
                        "[0.0, 4.0, 6.0] of 5 steps, mask of [0.0, 4.0, 6.0]",
                        "[1.0, 5.0] of 5 steps, mask of [1.0, 5.0]",
                        "[2.0] of 4 steps, mask of [2.0]",
                        "[3.0] of 5 steps");
    }

    /** Deeplearning4j has a list of masks with none in it, too. */
    @Test
    void noMaskIsNoneInWhateverForm() {
        INDArray[] none = {null};
        MultiDataSet first = batch(0, 2);
        MultiDataSet second =
                new MultiDataSet(batch(2, 2).getFeatures(), batch(2, 2).getLabels(), none, none);
        for (List<MultiDataSet> others : List.of(List.of(first, second), List.of(second, first))) {
            Minibatches all = new Minibatches(List.of(batch(9, 4))).with(new Minibatches(others));
            assertThat(all.count()).isEqualTo(2);
            assertThat(all.get(1).getFeatures(0).size(0)).isEqualTo(4);
        }
    }

    /** An example's number stands in all its steps, with its mask too. */
    private static MultiDataSet sequences(int first, int examples, int steps, boolean masked) {
        INDArray features = Nd4j.zeros(examples, 1, steps);
        INDArray mask = Nd4j.zeros(examples, steps);
        for (int i = 0; i < examples; i++) {
            features.tensorAlongDimension(i, 1, 2).assign(first + i);
            mask.getRow(i).assign(first + i);
        }
        return new MultiDataSet(
                new INDArray[] {features},
                new INDArray[] {features.neg()},
                masked ? new INDArray[] {mask} : null,
                null);
    }

    private static String described(MultiDataSet batch) {
        INDArray features = batch.getFeatures(0);
        assertThat(batch.getLabels(0)).isEqualTo(features.neg());
        String text = Arrays.toString(features.slice(0, 2).toDoubleVector()) + " of " + features.size(2) + " steps";
        return batch.getFeaturesMaskArrays() == null
                ? text
                : text + ", mask of "
                        + Arrays.toString(
                                batch.getFeaturesMaskArray(0).getColumn(0).toDoubleVector());
    }
}
