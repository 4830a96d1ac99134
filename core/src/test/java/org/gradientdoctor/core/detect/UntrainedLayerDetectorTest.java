package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.junit.jupiter.api.Test;

class UntrainedLayerDetectorTest {
    private final UntrainedLayerDetector detector = new UntrainedLayerDetector();

    private static TraceFixture still(double ratio) {
        TraceFixture trace = TraceFixture.relu(4);
        trace.ratio = (layer, i) -> layer == 1 ? ratio : 1e-3;
        return trace;
    }

    @Test
    void aLayerWithoutAnyUpdateFailsWhereNothingIsLearned() {
        Finding finding = detector.examine(still(0).learnsNothing().snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("1");
        assertThat(finding.explanation()).contains("exactly zero", "while other layers move");
    }

    @Test
    void aLayerWithoutAnyUpdateInANetThatLearnsWarns() {
        assertThat(detector.examine(still(0).snapshot()).outcome()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void anUpdateThatRoundingLosesWarnsInFloatAndCountsInDouble() {
        // 2^-25 = 3e-8: half a unit in the last place of a float.
        TraceFixture trace = still(2e-8).learnsNothing();
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
        trace.dataType = "DOUBLE";
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void frozenLayersAreNotMeantToMove() {
        TraceFixture frozen = still(1e-3);
        frozen.frozen = Set.of(0, 1);
        assertThat(detector.examine(frozen.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aRateOfZeroIsNotJudged() {
        TraceFixture warmUp = TraceFixture.relu(4).learnsNothing();
        warmUp.ratio = (layer, i) -> 0;
        warmUp.learningRate = i -> 0;
        assertThat(detector.examine(warmUp.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void aConvergedNetWhoseGradientsUnderflowIsHealthy() {
        TraceFixture done = TraceFixture.relu(4);
        done.ratio = (layer, i) -> i < 100 ? 1e-3 : 0;
        assertThat(detector.examine(done.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void twoReadingsAreNotEnoughAndNonFiniteOnesAreNone() {
        TraceFixture young = still(0);
        young.iterations = 2;
        assertThat(detector.examine(young.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        TraceFixture nan = still(0);
        nan.ratio = (layer, i) -> Double.NaN;
        assertThat(detector.examine(nan.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void fineTuningWithUpdatesThatRoundingLosesIsHealthy() {
        assertThat(detector.examine(still(2e-8).snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }
}
