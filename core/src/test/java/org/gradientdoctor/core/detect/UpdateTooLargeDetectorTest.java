package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.junit.jupiter.api.Test;

class UpdateTooLargeDetectorTest {
    private final UpdateTooLargeDetector detector = new UpdateTooLargeDetector();

    /** Every step replaces half of the weights and promises three times the loss, which stays at three times ln 3. */
    private static TraceFixture leaping() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.ratio = (layer, i) -> layer == 2 ? .05 : .5;
        trace.gain = i -> 3;
        trace.loss = i -> i == 0 ? 1.2 : 3 * TraceFixture.LN3 + TraceFixture.noise(i);
        return trace;
    }

    @Test
    void stepsThatReplaceTheWeightsWhileTheLossIsWorseThanConstantFail() {
        Finding finding = detector.examine(leaping().snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("0", "1");
        // Median of .5, .5 and .05.
        assertThat(finding.explanation()).contains("by 50 %", "3 times the whole loss");
    }

    @Test
    void aBlowAfterWhichTheLossIsNaNFails() {
        TraceFixture trace = leaping();
        trace.ratio = (layer, i) -> i == 0 ? 40 : Double.NaN;
        trace.loss = i -> i < 2 ? 1.2 : Double.NaN;
        trace.iterations = 5;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void aBlowThatKilledAllUnitsFailsOnceTheLossHasStalled() {
        TraceFixture trace = TraceFixture.relu(3).learnsNothing();
        trace.gain = i -> i == 0 ? 20 : 0;
        trace.ratio = (layer, i) -> i == 0 ? 2 : 0;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    /** The loss is at ln 3 by then and still falls: from the blow, which replaced the weights, and not by learning. */
    @Test
    void aLossThatOnlyComesDownFromABlowFailsAfterATenthOfThePlan() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.ratio = (layer, i) -> i == 0 ? 2 : .001;
        trace.loss = i -> 1.2 * TraceFixture.LN3 - .005 * i;
        trace.planned = 400;
        trace.iterations = 30;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.WARNING);

        trace.iterations = 45;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.FAILING);

        trace.ratio = (layer, i) -> .001;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void theFirstLongStepsOfAnAdaptiveUpdaterAreHealthy() {
        TraceFixture adam = TraceFixture.relu(3);
        adam.ratio = (layer, i) -> i < 4 ? .2 : .01;
        adam.gain = i -> i < 4 ? 1.5 : .02;

        assertThat(detector.examine(adam.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void longStepsThatLearnAreHealthy() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.ratio = (layer, i) -> .15;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void updatesThatAreNotFiniteAreNoReading() {
        TraceFixture trace = leaping();
        trace.ratio = (layer, i) -> Double.NaN;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }
}
