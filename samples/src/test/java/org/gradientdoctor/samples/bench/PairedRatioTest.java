package org.gradientdoctor.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedRatioTest {
    @Test
    void theRatioIsThatOfTheTotalsLessOne() {
        PairedRatio ratio = PairedRatio.of(new long[] {110, 220, 330}, new long[] {100, 200, 300});

        assertThat(ratio.ratio()).isCloseTo(.1, within(1e-12));
        assertThat(ratio.low()).isCloseTo(.1, within(1e-12));
        assertThat(ratio.high()).isCloseTo(.1, within(1e-12));
    }

    @Test
    void theIntervalCoversTheTruthAboutNineteenTimesInTwenty() {
        Random random = new Random(3);
        int covered = 0;
        for (int run = 0; run < 100; run++) {
            long[] arm = new long[60];
            long[] baseline = new long[60];
            for (int i = 0; i < arm.length; i++) {
                baseline[i] = Math.round(1e6 * (1 + .1 * random.nextGaussian()));
                arm[i] = Math.round(1.05e6 * (1 + .1 * random.nextGaussian()));
            }
            PairedRatio ratio = PairedRatio.of(arm, baseline);
            covered += ratio.low() <= .05 && .05 <= ratio.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(85, 100);
    }

    @Test
    void blocksThatHaveNoPartnerAreRefused() {
        assertThatThrownBy(() -> PairedRatio.of(new long[3], new long[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 blocks")
                .hasMessageContaining("2 of the baseline");
    }
}
