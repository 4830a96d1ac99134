package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static double[] series(int length, TraceFixture.ByIteration value) {
        return LongStream.range(0, length).mapToDouble(value::at).toArray();
    }

    @Test
    void aLineHasItsSlopeWhateverTheLength() {
        for (int length : new int[] {8, 25, 100, 256}) {
            assertThat(Trend.of(series(length, i -> 3 - .5 * i)).slope()).isCloseTo(-.5, within(.02));
            assertThat(Trend.of(series(length, i -> 3 - .5 * i)).falls()).isTrue();
        }
    }

    @Test
    void kendallsStatisticOfTenFallingValuesIsKnown() {
        // S = -45, variance 10 · 9 · 25 / 18 = 125, corrected by 1: z = -44 / √125.
        assertThat(Trend.of(series(10, i -> -i)).z()).isCloseTo(-44 / Math.sqrt(125), within(1e-12));
    }

    @Test
    void noiseHasNoTrend() {
        Trend noise = Trend.of(series(200, TraceFixture::noise));

        assertThat(noise.falls()).isFalse();
        assertThat(noise.rises()).isFalse();
    }

    @Test
    void wildValuesDoNotHideATrend() {
        Trend trend = Trend.of(series(250, i -> i % 60 == 0 ? 1e6 : 100 - .1 * i));

        assertThat(trend.falls()).isTrue();
        assertThat(trend.slope()).isCloseTo(-.1, within(.02));
    }

    @Test
    void fewValuesAndNoneHaveNoTrend() {
        assertThat(Trend.of(7, 6, 5, 4, 3, 2, 1).falls()).isFalse();
        assertThat(Trend.of().falls()).isFalse();
    }

    @Test
    void aMedianOfMeansIsAMeanThatAnOutlierDoesNotMove() {
        // Blocks of two: 1.5, 3.5, 5e8 and so on; the median of 1.5, 3.5, 5e8, 1.5, 3.5 is 3.5.
        assertThat(Trend.medianOfMeans(new double[] {1, 2, 3, 4, 1e9, 0, 1, 2, 3, 4}, 5))
                .isEqualTo(3.5);
    }
}
