package org.gradientdoctor.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiseBracketTest {

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, .01, .3, .99, 1.01, 7, 500})
    void aThresholdIsFoundWithinAFactorOfOnePointFour(double threshold) {
        List<Double> tried = new ArrayList<>();

        RiseBracket bracket = RiseBracket.search(
                factor -> {
                    tried.add(factor);
                    return factor > threshold;
                },
                1);

        assertThat(bracket.low()).isLessThanOrEqualTo(threshold);
        assertThat(bracket.high()).isGreaterThan(threshold);
        assertThat(bracket.width()).isLessThan(1.42);
        assertThat(tried).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void theSmallestRiseCountsThoughALargerStepComesOutBelow() {
        // Rises from .03 on, but a step of 1 lands in the next valley.
        RiseBracket bracket = RiseBracket.search(factor -> factor > .03 && factor < .5, 1);

        assertThat(bracket.middle()).isBetween(.03 / 1.42, .03 * 1.42);
    }

    @Test
    void aLossThatNeverRisesHasNoCriticalStep() {
        assertThat(RiseBracket.search(factor -> false, 1).found()).isFalse();
    }

    @Test
    void aLossThatAlwaysRisesHasOneBelowAllThatWasTried() {
        RiseBracket bracket = RiseBracket.search(factor -> true, 1);

        assertThat(bracket.found()).isTrue();
        assertThat(bracket.low()).isZero();
        assertThat(bracket.middle()).isEqualTo(Math.pow(4, -10));
        assertThat(bracket.width()).isInfinite();
    }
}
