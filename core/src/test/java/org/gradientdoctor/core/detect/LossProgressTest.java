package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.LossFamily;
import org.junit.jupiter.api.Test;

class LossProgressTest {
    private static LossProgress of(TraceFixture.ByIteration loss) {
        TraceFixture trace = TraceFixture.relu(3);
        trace.loss = loss;
        return LossProgress.of(trace.snapshot());
    }

    @Test
    void fivePerCentBelowTheConstantAnswerIsBetter() {
        assertThat(of(i -> .96 * TraceFixture.LN3).noBetterThanConstant()).isTrue();
        assertThat(of(i -> .94 * TraceFixture.LN3).noBetterThanConstant()).isFalse();
        assertThat(of(i -> 1.06 * TraceFixture.LN3).worseThanConstant()).isTrue();
    }

    @Test
    void rareLossesCountAsOftenAsTheyCome() {
        // Batches of one, 1 in 51 of the rare class: a constant answer of 1/51 costs ln 51 there and ln(51/50) else.
        // The
        // median loss is .0198, five times below the mean, .0965: it would pass for learned.
        double p = 1 / 51.0;
        TraceFixture rare = TraceFixture.relu(3);
        rare.batch = 1;
        rare.iterations = 600;
        rare.constant = new ConstantAnswer(-p * Math.log(p) - (1 - p) * Math.log(1 - p), 600);
        rare.loss = i -> i % 51 == 17 ? -Math.log(p) : -Math.log(1 - p);

        assertThat(LossProgress.of(rare.snapshot()).noBetterThanConstant()).isTrue();
    }

    @Test
    void theStartIsRememberedLongAfterItsIterationsWereThinned() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.iterations = 5000;
        trace.loss = i -> i < 3 ? 7 : .5;

        LossProgress loss = LossProgress.of(trace.snapshot());

        assertThat(loss.start()).isEqualTo(7);
        assertThat(loss.recent()).isCloseTo(.5, within(1e-12));
    }

    @Test
    void withoutAConstantAnswerTheStartStandsIn() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.family = LossFamily.OTHER;
        trace.loss = i -> 2;
        assertThat(LossProgress.of(trace.snapshot()).noBetterThanConstant()).isTrue();
        trace.loss = i -> 2 * Math.exp(-i / 100.0);
        assertThat(LossProgress.of(trace.snapshot()).noBetterThanConstant()).isFalse();
    }

    @Test
    void fewLabelsMakeNoConstantAnswer() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.constant = new ConstantAnswer(.2, 29);

        assertThat(LossProgress.of(trace.snapshot()).knowsConstant()).isFalse();
    }

    @Test
    void aFallThatDoesNotArriveWithinTheHorizonIsNone() {
        LossProgress loss = of(i -> 1.1 - 1e-6 * i);

        assertThat(loss.isFalling(new Horizon(10_000, true))).isFalse();
        assertThat(loss.isFalling(new Horizon(100_000, true))).isTrue();
    }

    @Test
    void aLossThatIsNotFiniteIsNoBetterAndDescribedAsSuch() {
        LossProgress loss = of(i -> i < 100 ? .1 : Double.NaN);

        assertThat(loss.noBetterThanConstant()).isTrue();
        assertThat(loss.recent()).isCloseTo(.1, within(1e-12));
        assertThat(loss.describe()).contains("no longer finite");
    }
}
