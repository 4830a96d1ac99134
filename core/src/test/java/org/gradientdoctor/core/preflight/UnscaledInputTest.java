package org.gradientdoctor.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.junit.jupiter.api.Test;

class UnscaledInputTest {

    private static Finding examine(ProbeFixture fixture) {
        return new UnscaledInput().examine(fixture.snapshot());
    }

    private static ProbeFixture columns(double[]... columns) {
        ProbeFixture fixture = new ProbeFixture();
        fixture.input = columns;
        return fixture;
    }

    @Test
    void oneUnscaledColumnAmongAHundredIsNamed() {
        double[][] columns = new double[100][];
        Arrays.fill(columns, new double[] {-1, 1});
        columns[37] = new double[] {100, 300};

        Finding finding = examine(columns(columns));

        // √((100² + 300²) / 2) = 224
        assertThat(finding.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(finding.explanation()).contains("Column 37 of input is unscaled: root mean square up to 224");
    }

    @Test
    void imagesOf255AreUnscaled() {
        assertThat(examine(columns(new double[] {0, 255}, new double[] {12, 200}))
                        .outcome())
                .isEqualTo(Outcome.WARNING);
    }

    @Test
    void columnsInSingleDigitsAndOneHotColumnsAreScaled() {
        assertThat(examine(columns(new double[] {4.3, 7.9}, new double[] {2, 4.4}))
                        .outcome())
                .isEqualTo(Outcome.HEALTHY);
        assertThat(examine(columns(new double[] {0, 1}, new double[] {1, 0}, new double[] {0, 0}))
                        .outcome())
                .isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aShiftedInputIsUnscaled() {
        assertThat(examine(columns(new double[] {4.99, 5.01}, new double[] {-7.01, -6.99}))
                        .outcome())
                .isEqualTo(Outcome.WARNING);
    }

    @Test
    void aConstantColumnIsToldAndConstantInputWarns() {
        Finding some = examine(columns(new double[] {-1, 1}, new double[] {1, 1}));
        assertThat(some.outcome()).isEqualTo(Outcome.HEALTHY);
        assertThat(some.explanation()).contains("column 1 constant in this batch");
        assertThat(examine(columns(new double[] {1, 1}, new double[] {0, 0})).outcome())
                .isEqualTo(Outcome.WARNING);
    }

    @Test
    void batchNormalizationAtTheInputMendsAnyScale() {
        ProbeFixture fixture = columns(new double[] {0, 255});
        fixture.normalized = true;

        assertThat(examine(fixture).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void indicesToBeLookedUpHaveNoScale() {
        ProbeFixture fixture = columns(new double[] {0, 25_000});
        fixture.lookedUp = true;

        assertThat(examine(fixture).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }
}
