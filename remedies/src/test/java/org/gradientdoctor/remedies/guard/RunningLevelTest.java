package org.gradientdoctor.remedies.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningLevelTest {

    private static RunningLevel warm(double... pattern) {
        RunningLevel level = new RunningLevel(1e-6);
        for (int i = 0; i < RunningLevel.WARM_UP; i++) {
            level.add(pattern[i % pattern.length]);
        }
        return level;
    }

    @Test
    void nothingIsAScoreBeforeTheWarmUpIsOver() {
        RunningLevel level = new RunningLevel(1e-6);
        for (int i = 1; i < RunningLevel.WARM_UP; i++) {
            level.add(1);
        }
        assertThat(level.isReady()).isFalse();
        assertThat(level.score(1e12)).isZero();
        level.add(1);
        assertThat(level.isReady()).isTrue();
    }

    /** As policy gradients and critics have them: nothing between them is a factor. */
    @Test
    void lossesThatScatterAroundZeroDoNotRise() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            RunningLevel level = new RunningLevel(.01);
            for (int i = 0; i < 500; i++) {
                level.add(random.nextGaussian());
                assertThat(level.meanIsAboveStart(2, 3))
                        .as("seed %d, iteration %d", seed, i)
                        .isFalse();
            }
        }
    }

    @Test
    void lossesThatScatteredAroundZeroRiseWhereTheyLeaveTheirSpread() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            RunningLevel level = new RunningLevel(.01);
            for (int i = 0; i < 50; i++) {
                level.add(random.nextGaussian());
            }
            for (int i = 0; i < 200; i++) {
                level.add(20 * (1 + random.nextDouble()));
            }
            assertThat(level.meanIsAboveStart(2, 3)).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void positiveLossesRiseByTheFactorAlone() {
        RunningLevel level = warm(1, 1.2);
        for (int i = 0; i < 500; i++) {
            level.add(2.5);
        }
        assertThat(level.meanIsAboveStart(2, 3)).isTrue();
    }

    @Test
    void equalValuesHaveTheLeastDeviation() {
        // A factor of e is 1 in the logarithm, and 1 over the least deviation of 1/4 is 4.
        assertThat(warm(2).score(2 * Math.E)).isCloseTo(4, within(1e-6));
    }

    @Test
    void theMeanFollowsAsAnExponentialAverageOfLogarithms() {
        RunningLevel level = warm(1);
        level.add(Math.E);
        // .97 · 0 + .03 · 1 above the mean before, and the deviation stays the least one: √(.03 · .97²) = .168.
        assertThat(level.score(1)).isCloseTo(-.03 / .25, within(1e-6));
    }

    @Test
    void theLimitIsTheLargerOfScoreAndFactor() {
        RunningLevel level = warm(1);
        // Five deviations of 1/4 are a factor of e^1.25 = 3.49; ten times the largest is 10.
        assertThat(level.limit(5, 10)).isCloseTo(10, within(1e-4));
        assertThat(level.limit(5, 2)).isCloseTo(Math.exp(1.25), within(1e-4));
    }

    @Test
    void theLargestValueIsForgottenByHalfInFiveThousandIterations() {
        RunningLevel level = warm(1);
        level.add(1000);
        double before = Math.log(level.limit(-100, 1));
        for (int i = 0; i < 5000; i++) {
            level.add(1);
        }
        double after = Math.log(level.limit(-100, 1));
        // The mean it is forgotten towards begins at .03 · ln 1000 and is soon 0.
        assertThat(before).isCloseTo(Math.log(1000), within(1e-6));
        assertThat(after).isCloseTo(Math.log(1000) / 2, within(.1));
    }

    @Test
    void lossesMayBeNegative() {
        RunningLevel level = new RunningLevel(.01);
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            level.add(-5 + random.nextGaussian());
        }
        assertThat(level.score(-5)).isBetween(-3.0, 3.0);
        assertThat(level.score(5)).isGreaterThan(5);
        assertThat(level.score(1e30)).isGreaterThan(level.score(5));
    }

    @Test
    void aNormalSampleIsNoSpikeInTenThousandIterations() {
        RunningLevel level = new RunningLevel(1e-6);
        Random random = new Random(7);
        int spikes = 0;
        for (int i = 0; i < 10_000; i++) {
            // Norms of single examples: log-normal, with a factor of e² as one deviation.
            double norm = Math.exp(2 * random.nextGaussian());
            spikes += level.isReady() && norm > level.limit(5, 10) ? 1 : 0;
            level.add(norm);
        }
        assertThat(spikes).isZero();
    }

    @Test
    void aCopyGoesItsOwnWay() {
        RunningLevel level = warm(1);
        RunningLevel copy = level.copy();
        level.add(1000);
        assertThat(copy.limit(5, 10)).isCloseTo(10, within(1e-4));
    }
}
