package org.gradientdoctor.remedies.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscalationTest {
    private final Escalation escalation = new Escalation(GuardSettings.standard());

    @Test
    void fiveSpikesInAHundredIterationsAreRareAndSixAreNot() {
        for (int i = 0; i < 5; i++) {
            assertThat(escalation.isNoLongerRare(10L * i)).isFalse();
        }
        assertThat(escalation.isNoLongerRare(60)).isTrue();
        assertThat(escalation.isNoLongerRare(70)).as("counted anew").isFalse();
    }

    @Test
    void spikesFarApartStayRare() {
        for (int i = 0; i < 100; i++) {
            assertThat(escalation.isNoLongerRare(25L * i)).isFalse();
        }
    }

    @Test
    void goingBackTwiceWithinTheWindowIsRepeated() {
        assertThat(escalation.isRepeated(1000)).isFalse();
        assertThat(escalation.isRepeated(1099)).isTrue();
        assertThat(escalation.isRepeated(1199)).isFalse();
    }

    @Test
    void theRateRisesOneLevelAfterEachQuietStretchAndNeverAboveTheOriginal() {
        escalation.lower(0);
        escalation.lower(0);
        assertThat(escalation.factor()).isEqualTo(.25);
        escalation.trouble(50);
        assertThat(escalation.raise(149)).isFalse();
        assertThat(escalation.raise(150)).isTrue();
        assertThat(escalation.raise(151)).isFalse();
        assertThat(escalation.raise(250)).isTrue();
        assertThat(escalation.factor()).isEqualTo(1);
        assertThat(escalation.raise(10_000)).isFalse();
    }

    @Test
    void aLevelWhereTroublesCameBackIsNotTriedAgain() {
        escalation.lower(0);
        assertThat(escalation.raise(100)).isTrue();
        escalation.trouble(150);
        escalation.lower(150);
        assertThat(escalation.raise(100_000)).isFalse();
        assertThat(escalation.factor()).isEqualTo(.5);
    }

    @Test
    void loweringIsBounded() {
        for (int i = 0; i < 10; i++) {
            assertThat(escalation.canLower()).isTrue();
            escalation.lower(i);
        }
        assertThat(escalation.canLower()).isFalse();
    }
}
