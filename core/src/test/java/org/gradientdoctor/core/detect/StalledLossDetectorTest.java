package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.junit.jupiter.api.Test;

class StalledLossDetectorTest {
    private final StalledLossDetector detector = new StalledLossDetector();

    @Test
    void aLossThatFallsOnlyToTheConstantAnswerFails() {
        Finding finding =
                detector.examine(TraceFixture.sigmoid(3).learnsNothing().snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.explanation()).contains("no better than the constant answer, 1.10");
    }

    @Test
    void aYoungRunIsNotJudged() {
        TraceFixture young = TraceFixture.sigmoid(3).learnsNothing();
        young.iterations = 99;
        assertThat(detector.examine(young.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void convergedWithIrreducibleNoiseIsHealthy() {
        TraceFixture noisy = TraceFixture.sigmoid(3);
        noisy.loss = i -> .9 * (1 + .1 * TraceFixture.noise(i));
        assertThat(detector.examine(noisy.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aLossStillAtTheConstantAnswerThatFallsIsHealthy() {
        TraceFixture slow = TraceFixture.sigmoid(3).learnsNothing();
        slow.loss = i -> 1.12 - 2e-4 * i + 1e-3 * TraceFixture.noise(i);
        assertThat(detector.examine(slow.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void answersThatDifferAcrossExamplesOnlyWarn() {
        TraceFixture memorizing = TraceFixture.sigmoid(3).learnsNothing();
        memorizing.predictions = i -> .3;
        assertThat(detector.examine(memorizing.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void rareClassesAreComparedByLossAndNotByAccuracy() {
        // 1 : 50: the constant answer, .0980 - 2 % of ln 50 and so on - is good already, and half of it is better
        // still.
        double p = 1 / 51.0;
        TraceFixture rare = TraceFixture.sigmoid(3);
        rare.constant = new ConstantAnswer(-p * Math.log(p) - (1 - p) * Math.log(1 - p), 500);
        rare.predictions = i -> .005;
        rare.loss = i -> .05 * (1 + .2 * TraceFixture.noise(i));
        assertThat(detector.examine(rare.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aConstantTargetLeavesNothingToLearn() {
        TraceFixture constant = TraceFixture.sigmoid(3);
        constant.constant = new ConstantAnswer(0, 150);
        constant.labels = i -> 0;
        constant.loss = i -> 1e-9;
        assertThat(detector.examine(constant.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void withoutAConstantAnswerItOnlyWarns() {
        TraceFixture unknown = TraceFixture.sigmoid(3);
        unknown.constant = ConstantAnswer.unknown();
        unknown.loss = i -> 1.1;
        assertThat(detector.examine(unknown.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void aLossThatIsNotFiniteIsForGh003() {
        TraceFixture nan = TraceFixture.sigmoid(3);
        nan.loss = i -> i < 150 ? 1.1 : Double.NaN;
        assertThat(detector.examine(nan.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }
}
