package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Outcome;
import org.junit.jupiter.api.Test;

class OscillatingLossDetectorTest {
    private final OscillatingLossDetector detector = new OscillatingLossDetector();

    /** The loss alternates between 1 and 2, and each update takes back nine tenths of the last. */
    private static TraceFixture oscillating() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.cosine = i -> i == 0 ? Double.NaN : -.9;
        trace.loss = i -> 1.5 + (i % 2 == 0 ? .5 : -.5);
        return trace;
    }

    @Test
    void aLossThatSwingsAndIsNoBetterThanConstantFails() {
        assertThat(detector.examine(oscillating().snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void aLossThatSwingsBelowTheConstantAnswerWarns() {
        TraceFixture trace = oscillating();
        trace.loss = i -> .5 + (i % 2 == 0 ? .3 : -.3);
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void aDecayingOscillationIsHealthy() {
        TraceFixture trace = oscillating();
        trace.loss = i -> 1.5 + Math.exp(-(i - 100) / 50.0) * (i % 2 == 0 ? .5 : -.5);
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void batchNoiseIsHealthy() {
        TraceFixture trace = oscillating();
        trace.loss = i -> 1.5 + TraceFixture.noise(i);
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void updatesThatTurnBackAtTheEdgeOfStabilityAreHealthyWhileTheLossIsSmooth() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.cosine = oscillating().cosine;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void cyclesOfTheLearningRateAreHealthy() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.cosine = i -> .6;
        trace.loss = i -> 1 + .5 * Math.sin(i / 8.0);
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void fewOrNonFiniteLossesGiveNoVerdict() {
        TraceFixture few = oscillating();
        few.iterations = 19;
        assertThat(detector.examine(few.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        TraceFixture nan = oscillating();
        nan.loss = i -> Double.NaN;
        assertThat(detector.examine(nan.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }
}
