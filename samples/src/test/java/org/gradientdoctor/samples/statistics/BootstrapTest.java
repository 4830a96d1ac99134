package org.gradientdoctor.samples.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.gradientdoctor.samples.statistics.Bootstrap.Interval;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void theIntervalOfAMeanIsThatOfItsStandardError() {
        double[] values = new Random(1).doubles(400).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();

        Interval interval = Bootstrap.of(
                400,
                7,
                draw -> Arrays.stream(draw)
                        .mapToDouble(i -> values[i])
                        .average()
                        .orElseThrow());

        // Uniform values deviate by √(1/12) = .289, the mean of 400 by .0144; 1.96 of these are .0283.
        assertThat(interval.low()).isCloseTo(mean - .0283, within(.004));
        assertThat(interval.high()).isCloseTo(mean + .0283, within(.004));
        assertThat(interval.excludesZero()).isTrue();
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        assertThat(Bootstrap.of(30, 3, draw -> draw[0])).isEqualTo(Bootstrap.of(30, 3, draw -> draw[0]));
    }

    @Test
    void drawsWithoutAValueAreLeftOut() {
        Interval interval = Bootstrap.of(10, 1, draw -> draw[0] < 5 ? Double.NaN : 1);

        assertThat(interval).isEqualTo(new Interval(1, 1));
        assertThat(Bootstrap.of(10, 1, draw -> Double.NaN).low()).isNaN();
    }
}
