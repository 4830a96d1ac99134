package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.LayerTrait;
import org.junit.jupiter.api.Test;

class DeadUnitsDetectorTest {
    private final DeadUnitsDetector detector = new DeadUnitsDetector();

    /** Thirty-two full readings of 16 examples: 512, more than the 459 that make a unit dead. */
    private static TraceFixture read(double share) {
        TraceFixture trace = TraceFixture.relu(4);
        trace.iterations = 320;
        trace.full = i -> i % 10 == 0;
        trace.quiet = (layer, i) -> layer == 1 ? share : 0;
        return trace;
    }

    @Test
    void aWholeLayerThatIsDeadFails() {
        Finding finding = detector.examine(read(1).learnsNothing().snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("1");
        assertThat(finding.firstIteration()).hasValue(0);
    }

    @Test
    void aDeadLayerIsSeenAfterFortyFourExamples() {
        TraceFixture young = read(1).learnsNothing();
        young.full = i -> true;
        young.iterations = 2;
        assertThat(detector.examine(young.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        young.iterations = 3;
        assertThat(detector.examine(young.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void aDeadBranchOfANetThatLearnsOnlyWarns() {
        assertThat(detector.examine(read(1).snapshot()).outcome()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void halfOfTheUnitsDeadWarnsAndNineTenthsFailWhereNothingIsLearned() {
        assertThat(detector.examine(read(.4).snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
        assertThat(detector.examine(read(.5).learnsNothing().snapshot()).outcome())
                .isEqualTo(Outcome.WARNING);
        assertThat(detector.examine(read(.9).snapshot()).outcome()).isEqualTo(Outcome.WARNING);
        assertThat(detector.examine(read(.9).learnsNothing().snapshot()).outcome())
                .isEqualTo(Outcome.FAILING);
    }

    @Test
    void halfOfTheUnitsDeadFailWhereLittleWasLearnedForLong() {
        TraceFixture little = read(.5);
        little.loss = i -> i < 3 ? 1.2 : .8 * TraceFixture.LN3;
        assertThat(detector.examine(little.snapshot()).outcome()).isEqualTo(Outcome.WARNING);

        little.planned = 400;
        assertThat(detector.examine(little.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void unitsThatHalfOfTheExamplesActivateAreAlive() {
        assertThat(detector.examine(read(0).snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void singleExamplesSayHowManyMoreAreNeeded() {
        TraceFixture trace = read(.7);
        trace.batch = 1;

        Finding finding = detector.examine(trace.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        // 32 readings of one example each: 459 - 32.
        assertThat(finding.explanation()).contains("427 more examples");
    }

    @Test
    void sigmoidsCannotDie() {
        assertThat(detector.examine(TraceFixture.sigmoid(4).snapshot()).outcome())
                .isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void preActivationsThatAreNotFiniteMakeNoUnitDead() {
        TraceFixture trace = read(Double.NaN);

        assertThat(detector.examine(trace.snapshot()).outcome()).isNotIn(Outcome.WARNING, Outcome.FAILING);
    }

    @Test
    void embeddingsHaveUnusedRowsAndNoDeadUnits() {
        TraceFixture trace = read(1);
        trace.traits.add(LayerTrait.LOOKUP);

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }
}
