package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.junit.jupiter.api.Test;

class DivergingLossDetectorTest {
    private final DivergingLossDetector detector = new DivergingLossDetector();

    private static TraceFixture losing(TraceFixture.ByIteration loss) {
        TraceFixture trace = TraceFixture.relu(3);
        trace.loss = loss;
        return trace;
    }

    @Test
    void aLossThatClimbsAboveStartAndConstantAnswerFails() {
        Finding finding = detector.examine(losing(i -> 1.2 * Math.exp(i / 50.0) * (1 + .02 * TraceFixture.noise(i)))
                .snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        // Above its start, 1.2, beyond noise within a few iterations.
        assertThat(finding.firstIteration().orElse(-1)).isBetween(0, 10);
    }

    @Test
    void aPlateauAfterTheBurstStillFails() {
        TraceFixture trace = losing(i -> i < 20 ? 1.2 : 12 + .2 * TraceFixture.noise(i));
        trace.iterations = 3000;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void aLossFarAboveTheConstantAnswerThatFallsIsHealthy() {
        // Regression to targets far from zero starts like this.
        assertThat(detector.examine(losing(i -> 11 + 1000 * Math.exp(-i / 40.0)).snapshot())
                        .outcome())
                .isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aRestartThatFallsAgainDoesNotFail() {
        TraceFixture trace = losing(i -> i < 100 ? .3 : .2 + 2 * Math.exp(-(i - 100) / 40.0));
        assertThat(detector.examine(trace.snapshot()).outcome()).isNotEqualTo(Outcome.FAILING);
    }

    @Test
    void aLossThatRisesBelowItsStartWarns() {
        assertThat(detector.examine(losing(i -> i < 5 ? 1.2 : .2 + .003 * i).snapshot())
                        .outcome())
                .isEqualTo(Outcome.WARNING);
    }

    @Test
    void batchNoiseAndASpikeAtTheEndAreHealthy() {
        TraceFixture trace = losing(i -> i == 199 ? 50 : .6 * (1 + .5 * TraceFixture.noise(i)));
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aLossThatClimbsUntilItOverflowsFailsAndOneThatDidNotIsLeftToGh003() {
        assertThat(detector.examine(losing(i -> i < 100 ? Math.exp(i / 5.0) : Double.POSITIVE_INFINITY)
                                .snapshot())
                        .outcome())
                .isEqualTo(Outcome.FAILING);
        assertThat(detector.examine(losing(i -> i < 100 ? .5 : Double.NaN).snapshot())
                        .outcome())
                .isEqualTo(Outcome.NOT_EVALUATED);
    }
}
