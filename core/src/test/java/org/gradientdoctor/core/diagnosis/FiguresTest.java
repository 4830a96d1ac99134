package org.gradientdoctor.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void numbersHaveThreeSignificantDigits() {
        assertThat(Figures.of(1.0986)).isEqualTo("1.10");
        assertThat(Figures.of(.012345)).isEqualTo("0.0123");
        assertThat(Figures.of(12345.6)).isEqualTo("12346");
        assertThat(Figures.of(2.04e-7)).isEqualTo("2.0e-07");
        assertThat(Figures.of(42)).isEqualTo("42");
        assertThat(Figures.percent(.5)).isEqualTo("50 %");
    }

    @Test
    void whatIsNotFiniteStaysWhatItIs() {
        assertThat(Figures.of(Double.NaN)).isEqualTo("NaN");
        assertThat(Figures.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }

    @Test
    void manyLayersAreCounted() {
        assertThat(Figures.layers(List.of("a"))).isEqualTo("layer a");
        assertThat(Figures.layers(List.of("a", "b", "c"))).isEqualTo("layers a, b and c");
        assertThat(Figures.layers(List.of("a", "b", "c", "d", "e"))).isEqualTo("5 layers (a, b, c, d, …)");
    }
}
