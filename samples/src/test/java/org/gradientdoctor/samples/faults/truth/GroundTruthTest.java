package org.gradientdoctor.samples.faults.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.gradientdoctor.samples.faults.trial.Score;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.junit.jupiter.api.Test;

/** States by outcome, with a constant answer of .2 and twins of 1.0: a value v is worth s = (v - .2) / .8. */
class GroundTruthTest {
    private static final List<Score> TWINS = scores(1, 1, 1, 1, 1);

    private static List<Score> scores(double... values) {
        return Arrays.stream(values).mapToObj(value -> new Score(value, .2)).toList();
    }

    @Test
    void belowHalfInEverySeedIsSick() {
        GroundTruth truth = GroundTruth.of(scores(.2, .3, .4, .5, .6), TWINS);

        // The mean is .4, which is worth a quarter.
        assertThat(truth.state()).isEqualTo(State.SICK);
        assertThat(truth.share()).isCloseTo(.25, within(1e-12));
    }

    @Test
    void betweenHalfAndNearlyAllIsImpaired() {
        assertThat(GroundTruth.of(scores(.9, .9, .9, .9, .9), TWINS).state()).isEqualTo(State.IMPAIRED);
        assertThat(GroundTruth.of(scores(.6, .6, .6, .6, .61), TWINS).state()).isEqualTo(State.IMPAIRED);
    }

    @Test
    void nearlyAsGoodAsTheTwinIsHealthyAndSoIsBetter() {
        assertThat(GroundTruth.of(scores(.96, .96, .96, .96, .96), TWINS).state())
                .isEqualTo(State.HEALTHY);
        assertThat(GroundTruth.of(scores(1.1, 1, 1, 1, 1), TWINS).state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void worseButNotInEverySeedIsUndecided() {
        assertThat(GroundTruth.of(scores(.2, .2, .2, .2, 1), TWINS).state()).isEqualTo(State.UNDECIDED);
    }

    @Test
    void answersThatAreNotFiniteAreWorthNoMoreThanAConstantOne() {
        double none = Double.NEGATIVE_INFINITY;
        GroundTruth truth = GroundTruth.of(scores(none, none, none, none, .4), TWINS);

        // One of five seeds is worth a quarter.
        assertThat(truth.state()).isEqualTo(State.SICK);
        assertThat(truth.share()).isCloseTo(.05, within(1e-12));
    }

    @Test
    void aTwinThatHasNotLearnedDecidesNothing() {
        GroundTruth truth = GroundTruth.of(scores(.2, .2, .2, .2, .2), scores(.25, .25, .25, .25, .25));

        assertThat(truth.state()).isEqualTo(State.NO_TWIN);
        assertThat(truth.share()).isNaN();
    }
}
