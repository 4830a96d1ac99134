package org.gradientdoctor.remedies.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Which examples are many times as large as all others. */
class StraySizesTest {
    private static final double FEW = .02;

    /** Of two features and a label each, in batches of ten. */
    private static Minibatches of(double[][] rows) {
        List<MultiDataSet> batches = IntStream.range(0, rows.length / 10)
                .mapToObj(batch -> {
                    INDArray all = Nd4j.createFromArray(Arrays.copyOfRange(rows, 10 * batch, 10 * batch + 10))
                            .castTo(DataType.FLOAT);
                    return new MultiDataSet(
                            all.getColumns(0, 1).dup(), all.getColumns(2).dup());
                })
                .toList();
        return new Minibatches(batches);
    }

    private static double[][] normal(int examples, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, examples)
                .mapToObj(i -> new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()})
                .toArray(double[][]::new);
    }

    @Test
    void aStandInForAMissingValueIsLeftOutWithItsExample() {
        double[][] rows = normal(200, 1);
        rows[17][1] = -999;
        Optional<Minibatches> ordinary = of(rows).withoutStrays(FEW, all -> true);
        assertThat(ordinary).isPresent();
        assertThat(ordinary.get().examples()).isEqualTo(199);
        assertThat(ordinary.get().get(1).getFeatures(0).amaxNumber().doubleValue())
                .isLessThan(10);
        assertThat(ordinary.get().get(1).getLabels(0).size(0)).isEqualTo(9);
    }

    @Test
    void soIsALabel() {
        double[][] rows = normal(200, 1);
        rows[0][2] = 1e6;
        rows[199][2] = -1e4;
        assertThat(of(rows).withoutStrays(FEW, all -> true).orElseThrow().examples())
                .isEqualTo(198);
    }

    @Test
    void aBatchOfStraysGoesAltogether() {
        double[][] rows = normal(1000, 1);
        IntStream.range(0, 10).forEach(i -> rows[i][0] = 1e5);
        Minibatches ordinary = of(rows).withoutStrays(FEW, all -> true).orElseThrow();
        assertThat(ordinary.count()).isEqualTo(99);
        assertThat(ordinary.examples()).isEqualTo(990);
    }

    @Test
    void moreThanAFewAreAGroupOfTheirOwn() {
        double[][] rows = normal(200, 1);
        IntStream.range(0, 5).forEach(i -> rows[i][0] = 1e5);
        assertThat(of(rows).withoutStrays(FEW, all -> true)).isEmpty();
    }

    /** Incomes and the like: log-normal with a deviation of 2, the largest of two thousand some hundred times the median. */
    @Test
    void aHeavyTailIsNoGap() {
        Random random = new Random(5);
        double[][] rows = normal(2000, 2);
        for (double[] row : rows) {
            row[0] = Math.exp(2 * random.nextGaussian());
        }
        assertThat(of(rows).withoutStrays(FEW, all -> true)).isEmpty();
    }

    /** Counts of rare words: almost all are 0, and what is none stands beside nothing to be compared with. */
    @Test
    void rareValuesBesideNothingAreNoStrays() {
        double[][] rows = new double[200][3];
        rows[3][0] = 500;
        assertThat(of(rows).withoutStrays(.01, all -> true)).isEmpty();
    }

    @Test
    void whatIsNotFiniteIsAnotherMatter() {
        double[][] rows = normal(200, 1);
        rows[3][0] = Double.POSITIVE_INFINITY;
        rows[4][0] = Double.NaN;
        assertThat(of(rows).withoutStrays(FEW, all -> true)).isEmpty();
    }

    @Test
    void whatAMaskMayHideIsNotLookedAt() {
        INDArray features = Nd4j.ones(DataType.FLOAT, 200, 1, 2);
        features.putScalar(7, 0, 1, 1e6);
        INDArray labels = Nd4j.ones(DataType.FLOAT, 200, 1);
        INDArray mask = Nd4j.ones(DataType.FLOAT, 200, 2);
        mask.putScalar(7, 1, 0);
        INDArray[] masks = {mask};
        assertThat(new Minibatches(List.of(
                                new MultiDataSet(new INDArray[] {features}, new INDArray[] {labels}, masks, null)))
                        .withoutStrays(FEW, all -> true))
                .isEmpty();
        assertThat(new Minibatches(List.of(new MultiDataSet(features, labels))).withoutStrays(FEW, all -> true))
                .isPresent();
    }

    /** A value that one minibatch's mask hides is unknown to all others. */
    @Test
    void whereOnlySomeMinibatchesHaveAMaskNothingIsSaidEither() {
        INDArray labels = Nd4j.ones(DataType.FLOAT, 100, 1);
        INDArray large = Nd4j.ones(DataType.FLOAT, 100, 1, 2);
        large.putScalar(7, 0, 1, 1e6);
        INDArray[] masks = {Nd4j.ones(DataType.FLOAT, 100, 2)};
        MultiDataSet masked = new MultiDataSet(
                new INDArray[] {Nd4j.ones(DataType.FLOAT, 100, 1, 2)}, new INDArray[] {labels}, masks, null);
        assertThat(new Minibatches(List.of(new MultiDataSet(large, labels), masked)).withoutStrays(FEW, all -> true))
                .isEmpty();
    }

    @Test
    void fewAreFewInAllArraysTogether() {
        double[][] rows = normal(200, 1);
        for (int i = 0; i < 4; i++) {
            rows[i][0] = 1e5;
        }
        assertThat(of(rows).withoutStrays(FEW, all -> true).orElseThrow().examples())
                .isEqualTo(196);
        rows[100][2] = 1e5;
        assertThat(of(rows).withoutStrays(FEW, all -> true)).isEmpty();
    }

    @Test
    void indicesHaveNoSize() {
        double[][] rows = normal(200, 1);
        rows[17][1] = 5000;
        assertThat(of(rows).withoutStrays(FEW, array -> array == 1)).isEmpty();
        rows[17][2] = 5000;
        assertThat(of(rows).withoutStrays(FEW, array -> array == 1)).isPresent();
    }
}
