package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.DoubleBuffer;
import org.junit.jupiter.api.Test;

class UnitActivityTest {

    private static final ResponsiveRange RELU = ResponsiveRange.activeAbove(0);

    @Test
    void quietUnitsAreCountedUntilTheyAreActiveOnce() {
        UnitActivity activity = UnitActivity.unseen(3)
                .after(reading(-1, 2, -1, -1, 3, -1)) // unit 1 active in both examples
                .after(reading(-1, -1, 5, -1, -1, -1)); // unit 2 active in one of two

        assertThat(activity.examplesSeen()).isEqualTo(4);
        assertThat(activity.quietExamples(0)).isEqualTo(4);
        assertThat(activity.quietExamples(1)).isEqualTo(2);
        assertThat(activity.quietExamples(2)).isZero();
        assertThat(activity.quietUnits(1)).containsExactly(0, 1);
        assertThat(activity.quietUnits(3)).containsExactly(0);
        assertThat(activity.quietUnits(5)).isEmpty();
    }

    @Test
    void aReadingLeavesTheValueBeforeItUntouched() {
        UnitActivity before = UnitActivity.unseen(3);

        before.after(reading(-1, -1, -1));

        assertThat(before).isEqualTo(UnitActivity.unseen(3));
    }

    @Test
    void aUnitWithValuesThatAreNotFiniteIsNotJudged() {
        UnitActivity activity =
                UnitActivity.unseen(3).after(reading(-1, -1, -1)).after(reading(Double.NaN, -1, -1));

        assertThat(activity.quietExamples(0)).isEqualTo(1);
        assertThat(activity.quietExamples(1)).isEqualTo(2);
    }

    @Test
    void countsStopAtTheLargestInt() {
        UnitSummary large = reading(-1, -1, -1);
        for (int doublings = 0; doublings < 31; doublings++) {
            large = large.merge(large);
        }
        UnitActivity activity = UnitActivity.unseen(3).after(large).after(large);

        assertThat(activity.quietExamples(0)).isEqualTo(Integer.MAX_VALUE);
        assertThat(activity.examplesSeen()).isEqualTo(1L << 32);
    }

    @Test
    void anActivitySurvivesSerialization() throws IOException, ClassNotFoundException {
        UnitActivity activity = UnitActivity.unseen(3).after(reading(-1, 1, -1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(activity);
            out.writeObject(reading(1, 2, 3));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(activity);
            assertThat(in.readObject()).isEqualTo(reading(1, 2, 3));
        }
    }

    @Test
    void anotherNumberOfUnitsIsRefused() {
        assertThatThrownBy(() -> UnitActivity.unseen(2).after(reading(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 units")
                .hasMessageContaining("one activity for each layer");
        assertThatThrownBy(() -> UnitActivity.unseen(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnitActivity.unseen(1).quietUnits(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static UnitSummary reading(double... elements) {
        return UnitSummary.of(DoubleBuffer.wrap(elements), UnitLayout.rowMajor(elements.length / 3, 3), RELU);
    }
}
