package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.junit.jupiter.api.Test;

class PoorInitializationDetectorTest {
    private final PoorInitializationDetector detector = new PoorInitializationDetector();

    @Test
    void weightsFarFromTheirScaleWarnWhileNothingIsLearned() {
        TraceFixture large = TraceFixture.relu(4).learnsNothing();
        // Ten inputs and outputs: rms 3 is 3·√10 / √2 = 6.7 times He's scale.
        large.weights = (layer, i) -> 3;
        large.iterations = 99;

        Finding finding = detector.examine(large.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(finding.layers()).containsExactly("0", "1", "2", "3");
        assertThat(finding.explanation()).contains("6.71 times too large");
    }

    @Test
    void weightsFarFromTheirScaleFailWhereNothingWasLearnedForLong() {
        TraceFixture large = TraceFixture.relu(4).learnsNothing();
        large.weights = (layer, i) -> 3;
        assertThat(detector.examine(large.snapshot()).outcome()).isEqualTo(Outcome.FAILING);

        // A tenth of 2,000 iterations planned is more than 99, but a hundred are long for any plan.
        large.planned = 2000;
        large.iterations = 99;
        assertThat(detector.examine(large.snapshot()).outcome()).isEqualTo(Outcome.WARNING);

        large.planned = 400;
        assertThat(detector.examine(large.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void sigmoidMayHaveWeightsFourTimesAsLarge() {
        TraceFixture glorot = TraceFixture.sigmoid(4).learnsNothing();
        // Glorot's scale for sigmoid: 4·√(1/10).
        glorot.weights = (layer, i) -> 4 / Math.sqrt(10);
        assertThat(detector.examine(glorot.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void weightsThatGrewSinceTheStartAreNoPoorInitialization() {
        TraceFixture grown = TraceFixture.sigmoid(4).learnsNothing();
        grown.weights = (layer, i) -> i == 0 ? .3 : 30;
        assertThat(detector.examine(grown.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aNetworkThatLearnsHasWeightsThatWillDo() {
        TraceFixture learning = TraceFixture.sigmoid(4);
        learning.weights = (layer, i) -> 3;
        assertThat(detector.examine(learning.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void unitsThatAreStillAlikeWarnThoughTheLossFell() {
        TraceFixture alike = TraceFixture.relu(4);
        alike.alike = i -> true;
        assertThat(detector.examine(alike.snapshot()).outcome()).isEqualTo(Outcome.WARNING);

        TraceFixture parted = TraceFixture.relu(4);
        parted.alike = i -> i == 0;
        assertThat(detector.examine(parted.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }
}
