package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.ActivationProfile;
import org.gradientdoctor.core.reading.ActivationShape;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.OutputReading.AnswerRange;
import org.gradientdoctor.core.reading.OutputReading.LabelRange;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.junit.jupiter.api.Test;

class OutputLossMismatchDetectorTest {
    private final OutputLossMismatchDetector detector = new OutputLossMismatchDetector();

    private static TraceFixture of(TraceFixture trace, String activation, int units, double largestSum) {
        trace.outputs = List.of(new OutputReading(
                "2",
                new ActivationProfile(activation, ActivationShape.OTHER, 1, ResponsiveRange.unbounded()),
                "LossMCXENT",
                LossFamily.CROSS_ENTROPY,
                false,
                units,
                trace.units(.5, .5),
                new LabelRange(0, 1, 0, largestSum, true),
                trace.units(.5, .1),
                new AnswerRange(.1, .9, .8, 1.2),
                ConstantAnswer.unknown()));
        return trace;
    }

    private Outcome outcome(TraceFixture trace) {
        return detector.examine(trace.snapshot()).outcome();
    }

    @Test
    void whatCannotWorkFailsWhateverTheScoreSays() {
        assertThat(outcome(of(TraceFixture.relu(3), "sigmoid", 3, 1))).isEqualTo(Outcome.FAILING);
        assertThat(outcome(of(TraceFixture.relu(3), "softmax", 1, 1))).isEqualTo(Outcome.FAILING);
    }

    @Test
    void whatHindersWarnsUntilNothingWasLearnedForLong() {
        TraceFixture young = of(TraceFixture.relu(3).learnsNothing(), "softmax", 3, 2);
        young.iterations = 99;
        assertThat(outcome(young)).isEqualTo(Outcome.WARNING);
        assertThat(outcome(of(TraceFixture.relu(3).learnsNothing(), "softmax", 3, 2)))
                .isEqualTo(Outcome.FAILING);
        assertThat(outcome(of(TraceFixture.relu(3), "softmax", 3, 2))).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aLossThatIsHadByOneAnswerForAllIsNoSuccess() {
        TraceFixture cheating = of(TraceFixture.relu(3), "softmax", 3, 2);
        cheating.predictions = i -> .04;

        assertThat(outcome(cheating)).isEqualTo(Outcome.FAILING);
        assertThat(detector.examine(cheating.snapshot()).explanation()).contains("all examples get the same answer");
    }

    @Test
    void whatFitsIsHealthyAndWithoutLabelsNothingIsEvaluated() {
        assertThat(outcome(of(TraceFixture.relu(3).learnsNothing(), "softmax", 3, 1)))
                .isEqualTo(Outcome.HEALTHY);
        assertThat(outcome(TraceFixture.relu(3))).isEqualTo(Outcome.NOT_EVALUATED);
    }
}
