package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.InputReading;
import org.junit.jupiter.api.Test;

class UnscaledInputDetectorTest {
    private final UnscaledInputDetector detector = new UnscaledInputDetector();

    private static TraceFixture of(TraceFixture trace, double mean, double deviation, boolean lookedUp) {
        trace.inputs = List.of(new InputReading("input", trace.units(mean, deviation), lookedUp, false));
        return trace;
    }

    private Outcome outcome(TraceFixture trace) {
        return detector.examine(trace.snapshot()).outcome();
    }

    @Test
    void unscaledInputFailsWhereNothingIsLearnedAndIsToldWhereItIs() {
        Finding failing = detector.examine(
                of(TraceFixture.relu(3).learnsNothing(), 700, 300, false).snapshot());
        assertThat(failing.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(failing.explanation()).contains("standardize each column");

        Finding learning =
                detector.examine(of(TraceFixture.relu(3), 700, 300, false).snapshot());
        assertThat(learning.outcome()).isEqualTo(Outcome.HEALTHY);
        assertThat(learning.explanation()).contains("unscaled").contains("better than the constant answer");
    }

    @Test
    void whereLittleIsLearnedUnscaledInputWarnsStill() {
        TraceFixture little = TraceFixture.relu(3);
        // 20 % below ln 3: more than nothing, less than half.
        little.loss = i -> .8 * TraceFixture.LN3;

        assertThat(outcome(of(little, 700, 300, false))).isEqualTo(Outcome.WARNING);
    }

    @Test
    void whereLittleIsLearnedUntilLateInThePlanUnscaledInputFails() {
        TraceFixture little = TraceFixture.relu(3);
        little.loss = i -> i < 3 ? 1.2 : .8 * TraceFixture.LN3;
        little.planned = 400;

        assertThat(outcome(of(little, 700, 300, false))).isEqualTo(Outcome.FAILING);
    }

    @Test
    void aYoungRunOnlyWarns() {
        TraceFixture young = of(TraceFixture.relu(3).learnsNothing(), 700, 300, false);
        young.iterations = 5;
        assertThat(outcome(young)).isEqualTo(Outcome.WARNING);
    }

    @Test
    void standardizedInputIsHealthyThoughNothingIsLearned() {
        assertThat(outcome(of(TraceFixture.relu(3).learnsNothing(), 0, 1, false)))
                .isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void withoutAnInputThatHasAScaleNothingIsEvaluated() {
        assertThat(outcome(of(TraceFixture.relu(3), 700, 300, true))).isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(outcome(TraceFixture.relu(3))).isEqualTo(Outcome.NOT_EVALUATED);
    }
}
