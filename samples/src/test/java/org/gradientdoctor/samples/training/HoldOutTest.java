package org.gradientdoctor.samples.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gradientdoctor.samples.input.Examples;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class HoldOutTest {

    @Test
    void everyRowIsInExactlyOnePart() {
        HoldOut split = HoldOut.fifth(numbered(new int[23]), 4);

        assertThat(DoubleStream.concat(rows(split.training()), rows(split.heldOut()))
                        .sorted()
                        .toArray())
                .containsExactly(IntStream.range(0, 23).asDoubleStream().toArray());
        // A fifth of 23, rounded.
        assertThat(split.heldOut().count()).isEqualTo(5);
    }

    @Test
    void aGroupsOnlyRowIsTrainedOn() {
        HoldOut split = HoldOut.fifth(numbered(0, 0, 0, 0, 0, 0, 0, 1), 4);

        assertThat(split.training().groups()).contains(1);
        assertThat(split.heldOut().groups()).containsExactly(0);
    }

    @Test
    void groupsTooSmallToShareStillLeaveOneRowToMeasureBy() {
        HoldOut split = HoldOut.fifth(numbered(0, 0, 1, 1, 2), 4);

        assertThat(split.heldOut().count()).isEqualTo(1);
        assertThat(split.training().count()).isEqualTo(4);
    }

    @Test
    void fewerThanFiveRowsAreRefused() {
        assertThatThrownBy(() -> HoldOut.fifth(numbered(0, 0, 0, 0), 4)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Examples numbered(int... groups) {
        INDArray numbers = Nd4j.arange(groups.length).reshape(groups.length, 1);
        return new Examples(new DataSet(numbers, numbers), groups);
    }

    private static DoubleStream rows(Examples examples) {
        return Arrays.stream(examples.data().getFeatures().ravel().toDoubleVector());
    }
}
