package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TheilSenTest {
    @Test
    void aLineHasItsSlope() {
        assertThat(TheilSen.slope(1, 1.5, 2, 2.5)).isCloseTo(.5, within(1e-12));
    }

    @Test
    void aQuarterOfWildPointsDoesNotMoveIt() {
        double[] y = new double[12];
        for (int i = 0; i < y.length; i++) {
            y[i] = -2.0 * i;
        }
        y[3] = 1e6;
        y[7] = -1e9;
        y[11] = 55;
        assertThat(TheilSen.slope(y)).isCloseTo(-2, within(.01));
    }

    @Test
    void nonFinitePointsAreLeftOut() {
        assertThat(TheilSen.slope(0, Double.NaN, 2, Double.NEGATIVE_INFINITY, 4))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void onePointHasNoSlope() {
        assertThat(TheilSen.slope(3)).isNaN();
        assertThat(TheilSen.median()).isNaN();
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(TheilSen.median(9, 1, 4, 2)).isEqualTo(3);
    }
}
