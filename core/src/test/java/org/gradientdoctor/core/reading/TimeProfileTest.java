package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TimeProfileTest {

    @Test
    void aSignalThatHalvesLosesHalfAtEachStepAndReachesSixSteps() {
        // 1/64 is above 1 %, 1/128 below.
        TimeProfile profile = profile(1, .5, .25, .125, 1 / 16.0, 1 / 32.0, 1 / 64.0, 1 / 128.0);

        assertThat(profile.decayPerStep()).isCloseTo(.5, within(1e-12));
        assertThat(profile.reach()).isEqualTo(6);
        assertThat(profile.reachesThrough()).isFalse();
    }

    @Test
    void aSignalThatGrowsReachesThrough() {
        TimeProfile profile = profile(1, 2, 4);

        assertThat(profile.decayPerStep()).isCloseTo(2, within(1e-12));
        assertThat(profile.reach()).isEqualTo(2);
        assertThat(profile.reachesThrough()).isTrue();
    }

    @Test
    void theDecayIsTakenOverTheStepsThatTheSignalReachesAtAll() {
        TimeProfile profile = profile(1, .1, .01, 0, 0);

        assertThat(profile.decayPerStep()).isCloseTo(.1, within(1e-12));
        assertThat(profile.reach()).isEqualTo(1);
    }

    @Test
    void withoutTwoStepsThereIsNoDecay() {
        assertThat(profile(1).decayPerStep()).isNaN();
        assertThat(profile(1).reachesThrough()).isTrue();
        assertThat(profile(0, 0, 0).decayPerStep()).isNaN();
        assertThat(profile(0, 0, 0).reach()).isZero();
        assertThat(profile(1, Double.NaN).decayPerStep()).isNaN();
    }

    private static TimeProfile profile(double... signal) {
        return new TimeProfile(
                "rnn", false, "SimpleRnn", Arrays.stream(signal).boxed().toList(), 1, 1, Double.NaN, false);
    }
}
