package org.gradientdoctor.remedies.trial;

import static org.assertj.core.api.Assertions.assertThat;

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
    void othersStandBehindInPiecesNoLargerThanTheLargest() {
        Minibatches small = new Minibatches(List.of(batch(0, 3), batch(3, 2)));
        Minibatches large = new Minibatches(List.of(batch(10, 7), batch(17, 2)));
        assertThat(features(small.with(large)))
                .containsExactly(
                        List.of(0., 1., 2.),
                        List.of(3., 4.),
                        List.of(10., 13., 16.),
                        List.of(11., 14.),
                        List.of(12., 15.),
                        List.of(17., 18.));
        assertThat(features(small)).hasSize(2);
    }

    /** What already fits is not copied. */
    @Test
    void smallOnesStayWhole() {
        MultiDataSet whole = batch(10, 3);
        Minibatches both = new Minibatches(List.of(batch(0, 3))).with(new Minibatches(List.of(whole)));
        assertThat(both.get(1).getFeatures(0)).isSameAs(whole.getFeatures(0));
    }
}
