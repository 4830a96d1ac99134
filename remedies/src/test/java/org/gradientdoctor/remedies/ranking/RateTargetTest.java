package org.gradientdoctor.remedies.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gradientdoctor.remedies.Diagnoses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTargetTest {

    @Test
    void theRatioIsBroughtToThreeInAThousand() {
        RateTarget target = RateTarget.of(List.of(Diagnoses.reading(.3, .1)));
        assertThat(target.factor()).isCloseTo(.01, within(1e-12));
        assertThat(target.evidence()).contains("0.3 of their size");
    }

    @Test
    void aStepPromisesNoMoreThanThereIs() {
        // The loss is 1 and the step promises 20: a twentieth.
        assertThat(RateTarget.of(List.of(Diagnoses.reading(.001, 20))).factor()).isCloseTo(.05, within(1e-12));
    }

    @Test
    void theSmallerOfBothCounts() {
        assertThat(RateTarget.of(List.of(Diagnoses.reading(.3, 20))).factor()).isCloseTo(.01, within(1e-12));
    }

    @Test
    void theMedianOfTheFirstReadingsIsTakenAndLaterOnesAreNotLookedAt() {
        RateTarget target = RateTarget.of(List.of(
                Diagnoses.reading(.03, 0),
                Diagnoses.reading(.03, 0),
                Diagnoses.reading(.03, 0),
                Diagnoses.reading(500, 0),
                Diagnoses.reading(500, 0),
                Diagnoses.reading(1e9, 0),
                Diagnoses.reading(1e9, 0)));
        assertThat(target.factor()).isCloseTo(.1, within(1e-12));
    }

    @Test
    void healthyReadingsGiveHalfAndNoneATenth() {
        assertThat(RateTarget.of(List.of(Diagnoses.reading(.003, .1))).factor()).isEqualTo(.5);
        assertThat(RateTarget.of(List.of()).factor()).isEqualTo(.1);
        assertThat(RateTarget.of(List.of()).evidence()).contains("no reading");
    }

    @ParameterizedTest
    @CsvSource({".1, .1", ".099, .05", ".004, .002", "1, 1", "7e-5, 5e-5", "19.9, 10", ".02, .02", "5e-9, 5e-9"})
    void ratesAreRoundedDownToOneTwoFive(double rate, double rounded) {
        assertThat(RoundedRate.atMost(rate)).isEqualTo(rounded);
    }
}
