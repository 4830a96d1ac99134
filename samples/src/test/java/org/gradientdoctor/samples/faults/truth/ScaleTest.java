package org.gradientdoctor.samples.faults.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gradientdoctor.samples.faults.trial.Score;
import org.junit.jupiter.api.Test;

class ScaleTest {
    private final Scale scale = new Scale(.2, 1);

    private double share(double value) {
        return scale.share(new Score(value, Double.NaN));
    }

    @Test
    void theConstantAnswerIsNothingAndTheTwinIsAll() {
        assertThat(share(.2)).isZero();
        assertThat(share(1)).isCloseTo(1, within(1e-12));
        // .4 above the constant answer, of .8.
        assertThat(share(.6)).isCloseTo(.5, within(1e-12));
    }

    @Test
    void betterThanTheTwinIsMoreThanAll() {
        assertThat(share(1.2)).isCloseTo(1.25, within(1e-12));
    }

    @Test
    void worseThanTheConstantAnswerAndNotFiniteAreWorthAsMuchAsThat() {
        assertThat(share(-1e6)).isZero();
        assertThat(share(Double.NEGATIVE_INFINITY)).isZero();
    }
}
