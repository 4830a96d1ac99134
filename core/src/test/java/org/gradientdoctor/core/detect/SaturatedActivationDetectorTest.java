package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.LayerRole;
import org.junit.jupiter.api.Test;

class SaturatedActivationDetectorTest {
    private final SaturatedActivationDetector detector = new SaturatedActivationDetector();

    /** Layer 1 has 4 % of the largest slope, .25, left, and its units differ by .01 across examples. */
    private static TraceFixture stuck() {
        TraceFixture trace = TraceFixture.sigmoid(4).learnsNothing();
        trace.slope = (layer, i) -> layer == 1 ? .01 : .2;
        trace.spread = (layer, i) -> layer == 1 ? .01 : .2;
        return trace;
    }

    @Test
    void flatUnitsThatAnswerAlikeWarnAndNeverFail() {
        Finding finding = detector.examine(stuck().snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(finding.layers()).containsExactly("1");
        assertThat(finding.explanation()).contains("4 % of its largest slope", "100 % of the units");
    }

    @Test
    void aConfidentNetIsHealthy() {
        TraceFixture confident = stuck();
        confident.loss = i -> .01;
        assertThat(detector.examine(confident.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void flatUnitsThatTellExamplesApartAreHealthy() {
        TraceFixture codes = stuck();
        codes.spread = (layer, i) -> .49;
        assertThat(detector.examine(codes.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void gatesAreLeftOut() {
        TraceFixture gates = stuck();
        gates.role = LayerRole.RECURRENT;
        assertThat(detector.examine(gates.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void singleExamplesAndValuesThatAreNotFiniteGiveNoVerdict() {
        TraceFixture single = stuck();
        single.batch = 1;
        assertThat(detector.examine(single.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        TraceFixture nan = stuck();
        nan.spread = (layer, i) -> Double.NaN;
        nan.slope = (layer, i) -> Double.NaN;
        assertThat(detector.examine(nan.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }
}
