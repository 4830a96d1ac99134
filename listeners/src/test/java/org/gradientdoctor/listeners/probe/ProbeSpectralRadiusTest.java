package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ProbeSpectralRadiusTest {

    @Test
    void aTriangularMatrixHasItsLargestDiagonalElement() {
        double[][] rows = {{.5, 100, -3}, {0, -.8, 40}, {0, 0, .3}};

        assertThat(SpectralRadius.of(Nd4j.createFromArray(rows))).isCloseTo(.8, within(1e-3));
    }

    @Test
    void aPairOfComplexEigenvaluesCountsByItsModulus() {
        // Eigenvalues .9·(cos 1 ± i sin 1): a rotation, in a basis that is far from orthogonal.
        double c = .9 * Math.cos(1);
        double s = .9 * Math.sin(1);
        double[][] rows = {{c, -50 * s}, {s / 50, c}};

        assertThat(SpectralRadius.of(Nd4j.createFromArray(rows))).isCloseTo(.9, within(.01));
    }

    @Test
    void extremeScalesNeitherOverflowNorVanish() {
        for (double scale : new double[] {1e-100, 1e100}) {
            assertThat(SpectralRadius.of(Rotations.orthogonal(5).muli(scale))).isCloseTo(scale, within(1e-9 * scale));
        }
    }

    @Test
    void powersThatVanishHaveRadiusZero() {
        assertThat(SpectralRadius.of(Nd4j.createFromArray(new double[][] {{0, 1}, {0, 0}})))
                .isZero();
        assertThat(SpectralRadius.of(Nd4j.createFromArray(new double[][] {{0, 0}, {0, 0}})))
                .isZero();
    }

    @Test
    void anElementThatIsNotFiniteMakesItUnknown() {
        assertThat(SpectralRadius.of(Nd4j.createFromArray(new double[][] {{Double.NaN, 1}, {0, 1}})))
                .isNaN();
        assertThat(SpectralRadius.of(Nd4j.createFromArray(new double[][] {{Double.POSITIVE_INFINITY, 1}, {0, 1}})))
                .isNaN();
    }
}
