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

    private static LossProgress of(long iterations, long planned, TraceFixture.ByIteration loss) {
        TraceFixture trace = TraceFixture.relu(3);
        trace.iterations = iterations;
        trace.planned = planned;
        trace.loss = loss;
        return LossProgress.of(trace.snapshot());
    }

    private static Horizon left(long iterations) {
        return new Horizon(iterations, true);
    }

    @Test
    void aTenthOfThePlanIsWhereLearningShouldHaveBegun() {
        TraceFixture.ByIteration flat = i -> TraceFixture.LN3 * (1 + .001 * TraceFixture.noise(i));

        assertThat(of(39, 400, flat).isStuck(left(361))).isFalse();
        assertThat(of(40, 400, flat).isStuck(left(360))).isTrue();
        assertThat(of(40, 0, flat).isStuck(left(10_000))).isFalse();
        assertThat(of(100, 0, flat).isStuck(left(10_000))).isTrue();
        assertThat(of(19, 50, flat).isStuck(left(31))).isFalse();
        assertThat(of(20, 50, flat).isStuck(left(30))).isTrue();
    }

    @Test
    void comingDownToTheConstantAnswerFromAboveIsNoLearning() {
        TraceFixture.ByIteration down = i -> 2 * TraceFixture.LN3 - .01 * i;
        TraceFixture.ByIteration on = i -> TraceFixture.LN3 * (1 - .001 * i);

        assertThat(of(40, 400, down).isStuck(left(360))).isTrue();
        assertThat(of(40, 400, on).isStuck(left(360))).isFalse();
        // The pace, .1 % of ln 3 for each iteration, must do for 5 %.
        assertThat(of(40, 400, on).isStuck(left(10))).isTrue();
    }

    @Test
    void littleIsLittleOnlyLateInThePlan() {
        TraceFixture.ByIteration little = i -> i < 3 ? 1.2 : .8 * TraceFixture.LN3;

        assertThat(of(199, 400, little).isLittleForLong()).isFalse();
        assertThat(of(200, 400, little).isLittleForLong()).isTrue();
        assertThat(of(200, 0, little).isLittleForLong()).isFalse();
        assertThat(of(200, 400, i -> .4 * TraceFixture.LN3).isLittleForLong()).isFalse();
        // From .8 to .4 of the constant answer in the 200 iterations that are left.
        assertThat(of(200, 400, i -> TraceFixture.LN3 * (1.2 - .002 * i)).isLittleForLong())
                .isFalse();
    }

    @Test
    void whatWasLearnedBeforeIsNotCountedAsLittle() {
        TraceFixture tuned = TraceFixture.relu(3);
        tuned.planned = 400;
        tuned.loss = i -> i < 3 ? 1.2 : .8 * TraceFixture.LN3;
        assertThat(LossProgress.of(tuned.snapshot()).isLittleForLong()).isTrue();

        tuned.before = 1000;
        assertThat(LossProgress.of(tuned.snapshot()).isLittleForLong()).isFalse();

        // Trained weights in a network that counts from zero.
        tuned.before = 0;
        tuned.loss = i -> .8 * TraceFixture.LN3;
        assertThat(LossProgress.of(tuned.snapshot()).isLittleForLong()).isFalse();
    }

    @Test
    void singleExamplesMakeNoStallInAHundredIterations() {
        TraceFixture single = TraceFixture.relu(3);
        single.batch = 1;
        single.loss = i -> TraceFixture.LN3;
        assertThat(LossProgress.of(single.snapshot()).isStalled(left(10_000))).isFalse();

        single.iterations = 1000;
        assertThat(LossProgress.of(single.snapshot()).isStalled(left(10_000))).isTrue();
    }

    @Test
    void aDecreaseReachesWhatLiesBelowTheConstantAnswer() {
        LossProgress loss = of(i -> 2 * TraceFixture.LN3);

        assertThat(loss.isReachedBy(.51)).isFalse();
        assertThat(loss.isReachedBy(.53)).isTrue();
    }
}
