package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UnitLayoutTest {

    @Test
    void contiguousLayoutsHaveTheStridesOfTheirOrder() {
        assertThat(UnitLayout.rowMajor(2, 3, 4)).isEqualTo(new UnitLayout(0, 2, 3, 4, 12, 4, 1));
        assertThat(UnitLayout.columnMajor(2, 3, 4)).isEqualTo(new UnitLayout(0, 2, 3, 4, 1, 2, 6));
        assertThat(UnitLayout.rowMajor(2, 3).at(5)).isEqualTo(new UnitLayout(5, 2, 3, 1, 3, 1, 1));
    }

    @Test
    void sizesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> UnitLayout.rowMajor(-1, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnitLayout.rowMajor(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnitLayout.rowMajor(1, 1 << 16, 1 << 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in parts");
    }

    @Test
    void aStrideOfZeroIsRefusedWhereElementsWouldRepeat() {
        assertThatThrownBy(() -> new UnitLayout(0, 2, 3, 1, 0, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exampleStride is 0");
        assertThat(new UnitLayout(0, 1, 3, 1, 0, 1, 0).units()).isEqualTo(3);
    }

    @Test
    void rangesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> ResponsiveRange.between(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ResponsiveRange.between(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ResponsiveRange.activeAbove(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none may be NaN");
    }
}
