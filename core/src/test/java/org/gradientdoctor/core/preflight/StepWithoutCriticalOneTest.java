package org.gradientdoctor.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.detect.Examination;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.Memorization;
import org.gradientdoctor.core.reading.StepDose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that have no critical one (uphill, of no length, not finite), and excuses for long and short ones. */
class StepWithoutCriticalOneTest {

    private static ProbeFixture dosed(double rate, boolean scheduled, double ratio, double gain, double length) {
        ProbeFixture fixture = new ProbeFixture();
        fixture.dose = new StepDose("Sgd", rate, scheduled, ratio, Double.NaN, 1.1, gain, length);
        return fixture;
    }

    private static ProbeFixture learned(ProbeFixture fixture) {
        fixture.iteration = 1000;
        fixture.loss = .3;
        return fixture;
    }

    private static Finding finding(Symptom symptom, ProbeFixture... batches) {
        return diagnosis(batches).finding(symptom).orElseThrow();
    }

    private static Diagnosis diagnosis(ProbeFixture... batches) {
        return Examination.of(PreflightDetectors.all()).examine(ProbeFixture.snapshot(batches));
    }

    @Test
    void aStepThatMomentumTurnsUphillIsHealthyAndSaysSo() {
        Diagnosis diagnosis = diagnosis(dosed(.1, false, Double.NaN, -.01, 1));

        assertThat(diagnosis.sick()).isEmpty();
        assertThat(diagnosis.finding(Symptom.UPDATE_TOO_LARGE).orElseThrow().explanation())
                .contains("points uphill on this batch")
                .contains("momentum of earlier batches");
    }

    @Test
    void anUphillBatchDoesNotSpeakForTheOthers() {
        ProbeFixture uphill = dosed(.1, false, Double.NaN, -.01, 1);
        ProbeFixture high = dosed(.1, false, 50, .5, 1);

        assertThat(finding(Symptom.UPDATE_TOO_LARGE, high, high, uphill).outcome())
                .isEqualTo(Outcome.WARNING);
        assertThat(finding(Symptom.UPDATE_TOO_LARGE, high, uphill, uphill).outcome())
                .isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aLongStepOfANetworkThatHasLearnedOnlyWarns() {
        assertThat(finding(Symptom.UPDATE_TOO_LARGE, dosed(.1, false, 5000, .5, 1))
                        .outcome())
                .isEqualTo(Outcome.FAILING);
        assertThat(finding(Symptom.UPDATE_TOO_LARGE, learned(dosed(.1, false, 5000, .5, 1)))
                        .outcome())
                .isEqualTo(Outcome.WARNING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRateOfZeroFailsWhateverTheNetworkKnows(boolean trained) {
        ProbeFixture fixture = dosed(0, false, Double.NaN, 0, 0);

        Finding finding = finding(Symptom.UPDATE_TOO_SMALL, trained ? learned(fixture) : fixture);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.explanation()).contains("learning rate of Sgd is 0").contains("cannot learn");
    }

    @Test
    void aWarmUpMayBeginAtZero() {
        Diagnosis diagnosis = diagnosis(dosed(0, true, Double.NaN, 0, 0));

        assertThat(diagnosis.sick()).isEmpty();
        assertThat(diagnosis.finding(Symptom.UPDATE_TOO_SMALL).orElseThrow().explanation())
                .contains("schedule");
    }

    @Test
    void aStepOfNoLengthAtAnHonestRateHasNoGradientWhateverTheSchedule() {
        Finding finding = finding(Symptom.UPDATE_TOO_SMALL, dosed(.1, true, Double.NaN, 0, 0));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.explanation()).contains("No gradient arrives");
        assertThat(finding(Symptom.UPDATE_TOO_SMALL, learned(dosed(.1, false, Double.NaN, 0, 0)))
                        .outcome())
                .isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aNegativeRateClimbs() {
        Finding finding = finding(Symptom.UPDATE_TOO_LARGE, dosed(-.1, false, Double.NaN, -.5, 1));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.explanation())
                .contains("The rate -0.100 (Sgd) is negative")
                .contains("climbs the loss");
        assertThat(diagnosis(dosed(-.1, false, Double.NaN, -.5, 1)).causes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aRateThatIsNoNumberSpoilsTheParameters(double rate) {
        Diagnosis diagnosis = diagnosis(dosed(rate, false, Double.NaN, Double.NaN, Double.NaN));
        Finding finding = diagnosis.finding(Symptom.NON_FINITE_VALUE).orElseThrow();

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.explanation())
                .contains("The step of Sgd is not finite, because its learning rate is " + rate);
        assertThat(diagnosis.finding(Symptom.UPDATE_TOO_LARGE).orElseThrow().explanation())
                .contains("not finite");
    }

    @Test
    void aStepMayOverflowThoughItsRateIsANumber() {
        assertThat(finding(Symptom.NON_FINITE_VALUE, dosed(1e-3, false, Double.NaN, Double.NaN, Double.NaN))
                        .explanation())
                .contains("though its gradient and its rate 0.00100 are");
    }

    @Test
    void aSmallStepIsToldAgainstTheLongestThatLowersTheLoss() {
        assertThat(finding(Symptom.UPDATE_TOO_SMALL, dosed(.1, false, 1e-3, 1e-4, 1e-5))
                        .explanation())
                .endsWith(": it moves 1000 times less per iteration than the longest step that still lowers the loss.");
    }

    @Test
    void whatLearnedExamplesByHeartHasNoRateTooLow() {
        ProbeFixture fixture = dosed(.1, false, 1e-3, 1e-4, 1e-5);
        fixture.memorization = new Memorization("", 8, 500, 500, 1.1, .3, .3, .05);
        assertThat(finding(Symptom.UPDATE_TOO_SMALL, fixture).outcome()).isEqualTo(Outcome.WARNING);

        fixture.memorization = new Memorization("", 8, 500, 300, 1.1, .04, .04, .05);
        Finding finding = finding(Symptom.UPDATE_TOO_SMALL, fixture);

        assertThat(finding.outcome()).isEqualTo(Outcome.HEALTHY);
        assertThat(finding.explanation()).contains("learned a few examples by heart");
    }
}
