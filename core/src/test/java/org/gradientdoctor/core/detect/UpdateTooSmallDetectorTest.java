package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.junit.jupiter.api.Test;

class UpdateTooSmallDetectorTest {
    private final UpdateTooSmallDetector detector = new UpdateTooSmallDetector();

    /** A ratio of 1e-7 moves a layer by 1 % in 100,000 steps; 200 were spent, so 1,000 are the horizon. */
    private static TraceFixture creeping() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.ratio = (layer, i) -> 1e-7;
        trace.gain = i -> 1e-6;
        trace.cosine = i -> i == 0 ? Double.NaN : .9;
        trace.loss = i -> 1.2 - 1e-6 * i + .01 * TraceFixture.noise(i);
        return trace;
    }

    @Test
    void layersThatCannotMoveFail() {
        Finding finding = detector.examine(creeping().snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("0", "1", "2");
        assertThat(finding.explanation()).contains("100000 iterations", "1000 iterations");
    }

    @Test
    void aPlanThatIsLongEnoughIsHealthy() {
        TraceFixture trace = creeping();
        trace.planned = 1_000_000;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void stepsThatAgreeButPromiseTooLittleWithinThePlanAreTooSmallForIt() {
        TraceFixture trace = creeping();
        // 1 % takes 50 of the 110 iterations left, which promise a fifth of the loss; of 1,000 they would promise all.
        trace.ratio = (layer, i) -> 2e-4;
        trace.gain = i -> 2e-3;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);

        trace.planned = 200;
        trace.iterations = 90;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.WARNING);

        trace.iterations = 200;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void whatIsPromisedMustLeadBelowTheConstantAnswer() {
        TraceFixture trace = creeping();
        trace.planned = 400;
        trace.iterations = 90;
        trace.ratio = (layer, i) -> 5e-5;
        // A quarter of the loss in the 310 iterations left: from 1.2 that is below ln 3, from 4 it isn't.
        trace.gain = i -> .25 / 310;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.WARNING);

        trace.loss = i -> 4 - 1e-6 * i + .01 * TraceFixture.noise(i);
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void aConvergedOrFineTunedNetIsHealthy() {
        TraceFixture trace = creeping();
        trace.loss = i -> .05;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void betterThanTheConstantAnswerIsLuckOfFirstWeightsAloneAndNotOfTrainedOnes() {
        TraceFixture trace = creeping();
        trace.loss = i -> .8 * TraceFixture.LN3;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.WARNING);

        trace.before = 400;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aConstantTargetLeavesNothingToLearn() {
        TraceFixture trace = creeping();
        trace.constant = new ConstantAnswer(0, 150);

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void warmUpIsNotJudged() {
        TraceFixture trace = creeping();
        trace.learningRate = i -> 1e-6 * i;

        Finding finding = detector.examine(trace.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(finding.explanation()).contains("rising");
    }

    @Test
    void oneLayerThatMovesIsEnough() {
        TraceFixture trace = creeping();
        trace.ratio = (layer, i) -> layer == 2 ? 1e-3 : 1e-9;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void updatesThatAreNotFiniteOrExactlyZeroAreNotJudged() {
        TraceFixture nan = creeping();
        nan.ratio = (layer, i) -> Double.NaN;
        assertThat(detector.examine(nan.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        TraceFixture zero = creeping();
        zero.ratio = (layer, i) -> 0;
        assertThat(detector.examine(zero.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void stepsThatAgreeAndPromiseLittleCreepThoughLayersMoveSlowly() {
        // 1e-5 moves a layer by 1 % in the 1,000 iterations of the horizon, which promise 1e-5 · 1,000 = 1 % of the
        // loss.
        TraceFixture trace = creeping();
        trace.ratio = (layer, i) -> 1.1e-5;
        trace.gain = i -> 1e-5;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
        // The same on a plateau without a common direction: there is no gradient, and the rate is not to blame.
        trace.cosine = i -> 0;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }
}
