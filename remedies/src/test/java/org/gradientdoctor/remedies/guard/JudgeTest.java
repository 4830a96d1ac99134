package org.gradientdoctor.remedies.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.gradientdoctor.core.trace.Intervention.Reason;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static Judge after(int iterations, double loss, double norm) {
        Judge judge = new Judge(GuardSettings.standard());
        for (int i = 0; i < iterations; i++) {
            assertThat(judge.judge(loss, norm)).isEmpty();
        }
        return judge;
    }

    private static Optional<Reason> reason(Optional<Trouble> trouble) {
        return trouble.map(Trouble::reason);
    }

    @Test
    void whatIsNotFiniteIsTroubleFromTheFirstIteration() {
        Judge judge = new Judge(GuardSettings.standard());
        assertThat(reason(judge.judge(Double.NaN, 1))).contains(Reason.NON_FINITE);
        assertThat(reason(judge.judge(1, Double.POSITIVE_INFINITY))).contains(Reason.NON_FINITE);
    }

    @Test
    void aLossFarAboveAllBeforeJumps() {
        assertThat(reason(after(30, 1, 1).judge(20, 1))).contains(Reason.LOSS_JUMP);
        assertThat(reason(after(3, 1, 1).judge(1e6, 1))).contains(Reason.LOSS_JUMP);
    }

    @Test
    void aHardExampleThatComesAgainAndAgainIsLetPassInTheEnd() {
        Judge judge = after(200, .05, 1);
        int passedOver = 0;
        for (int i = 0; i < 40; i++) {
            passedOver += judge.judge(5, 1).isPresent() ? 1 : 0;
            for (int k = 0; k < 20; k++) {
                assertThat(judge.judge(.05, 1)).isEmpty();
            }
        }
        // A factor of 100 over the usual is five to six doublings of what is let pass.
        assertThat(passedOver).isBetween(2, 7);
    }

    @Test
    void firstStepsMayOvershootByTens() {
        assertThat(after(3, 1, 1).judge(50, 50)).isEmpty();
    }

    @Test
    void aNormAloneIsClippedToZClipsBound() {
        Judge judge = after(30, 1, 1);
        assertThat(reason(judge.judge(1, 1e4))).contains(Reason.EXPLODING_GRADIENT);
        // z = ln(1e4) / .25 = 36.8; 5² / z deviations of .25 above a mean of 0, which the clipped spike has moved a
        // bit.
        assertThat(after(30, 1, 1).clipped(1e4)).isCloseTo(Math.exp(25 / 36.84 * .25), within(.01));
        assertThat(after(30, 1, 1).clipped(1e12))
                .isLessThan(after(30, 1, 1).clipped(1e4))
                .isGreaterThan(1);
    }

    @Test
    void aLossThatStaysHighDivergesAndAFewHighOnesDoNot() {
        Judge judge = after(30, 1, 1);
        for (int i = 0; i < 200; i++) {
            judge.judge(.05, 1);
        }
        int until = 0;
        Optional<Trouble> trouble = Optional.empty();
        while (trouble.isEmpty() && until < 100) {
            trouble = judge.judge(.9, 1);
            until++;
        }
        assertThat(reason(trouble)).contains(Reason.DIVERGING_LOSS);
        assertThat(until).isEqualTo(10);
    }

    @Test
    void aLossThatIsRaisedButFarBelowTheStartIsNoLostNetwork() {
        Judge judge = after(30, 1, 1);
        for (int i = 0; i < 200; i++) {
            judge.judge(.01, 1);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(judge.judge(.1, 1)).isEmpty();
        }
    }

    @Test
    void aLossThatRisesSlowlyAboveTheStartDiverges() {
        Judge judge = after(30, 1, 1);
        Optional<Trouble> trouble = Optional.empty();
        int i = 0;
        for (; i < 1000 && trouble.isEmpty(); i++) {
            trouble = judge.judge(Math.exp(.01 * i), 1);
        }
        assertThat(reason(trouble)).contains(Reason.DIVERGING_LOSS);
        assertThat(i).isBetween(100, 250);
    }

    @Test
    void aTrainingThatGoesWellIsLetPass() {
        for (long seed = 0; seed < 20; seed++) {
            Judge judge = new Judge(GuardSettings.standard());
            Random random = new Random(seed);
            for (int i = 0; i < 3000; i++) {
                double level = .02 + 2 * Math.exp(-i / 300.0);
                double noise = Math.exp(.7 * random.nextGaussian());
                // One batch in fifty has a hard example.
                double hard = random.nextInt(50) == 0 ? 1.5 : 0;
                assertThat(judge.judge(level * noise + hard, 3 * level * noise + 5 * hard))
                        .as("seed %d, iteration %d", seed, i)
                        .isEmpty();
            }
        }
    }
}
