package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairSummaryTest {

    @Test
    void randomPairsHaveTheSumsOfExactArithmetic() {
        Random random = new Random(4);
        double[] a = Inputs.doubles(Inputs.floats(Inputs.fill(5001, random::nextGaussian)));
        double[] b = Inputs.doubles(Inputs.floats(Inputs.fill(5001, random::nextGaussian)));

        PairSummary pair = PairSummary.of(Inputs.directFloats(a), 0, 1, Inputs.directFloats(b), 0, 1, 5001);

        double norms = Reference.l2Norm(a) * Reference.l2Norm(b);
        assertThat(pair.dot()).isCloseTo(Reference.dot(a, b), within(1e-14 * norms));
        assertThat(pair.firstNorm()).isCloseTo(Reference.l2Norm(a), within(1e-12));
        assertThat(pair.secondNorm()).isCloseTo(Reference.l2Norm(b), within(1e-12));
        assertThat(pair.cosine()).isCloseTo(Reference.dot(a, b) / norms, within(1e-14));
    }

    @Test
    void oppositeDirectionsHaveCosineMinusOne() {
        DoubleBuffer a = DoubleBuffer.wrap(new double[] {1, 2, 3});
        DoubleBuffer b = DoubleBuffer.wrap(new double[] {-2, -4, -6});

        PairSummary pair = PairSummary.of(a, 0, 1, b, 0, 1, 3);

        assertThat(pair.dot()).isEqualTo(-28);
        assertThat(pair.cosine()).isCloseTo(-1, within(1e-15)).isGreaterThanOrEqualTo(-1);
    }

    @Test
    void theCosineSurvivesADotProductThatOverflowsOrVanishes() {
        for (double size : new double[] {1e200, 1e-200, 1e307, Double.MIN_VALUE * 1000}) {
            DoubleBuffer a = DoubleBuffer.wrap(new double[] {3 * size, 4 * size});
            DoubleBuffer b = DoubleBuffer.wrap(new double[] {4 * size, 3 * size});

            PairSummary pair = PairSummary.of(a, 0, 1, b, 0, 1, 2);

            // (3·4 + 4·3) / (5·5)
            assertThat(pair.cosine()).isCloseTo(.96, within(1e-14));
            assertThat(pair.firstNorm()).isCloseTo(5 * size, within(1e-14 * 5 * size));
            assertThat(pair.dot()).isEqualTo(size > 1 ? Double.POSITIVE_INFINITY : 0);
        }
    }

    @Test
    void floatsWhoseSquaresVanishInFloatHaveACosine() {
        FloatBuffer a = FloatBuffer.wrap(new float[] {1e-30f, 0});

        assertThat(PairSummary.of(a, 0, 1, a, 0, 1, 2).cosine()).isCloseTo(1, within(1e-15));
    }

    @Test
    void aZeroTensorHasNoDirection() {
        FloatBuffer zero = FloatBuffer.allocate(3);
        FloatBuffer other = FloatBuffer.wrap(new float[] {1, 2, 3});

        PairSummary pair = PairSummary.of(zero, 0, 1, other, 0, 1, 3);

        assertThat(pair.dot()).isZero();
        assertThat(pair.cosine()).isNaN();
        assertThat(PairSummary.of(zero, 0, 1, other, 0, 1, 0).cosine()).isNaN();
    }

    @Test
    void valuesThatAreNotFiniteShow() {
        DoubleBuffer nan = DoubleBuffer.wrap(new double[] {1, Double.NaN});
        DoubleBuffer infinite = DoubleBuffer.wrap(new double[] {1, Double.POSITIVE_INFINITY});
        DoubleBuffer finite = DoubleBuffer.wrap(new double[] {2, 2});

        PairSummary withNan = PairSummary.of(nan, 0, 1, finite, 0, 1, 2);
        PairSummary withInfinity = PairSummary.of(infinite, 0, 1, finite, 0, 1, 2);

        assertThat(withNan.dot()).isNaN();
        assertThat(withNan.firstNorm()).isNaN();
        assertThat(withNan.cosine()).isNaN();
        assertThat(withInfinity.dot()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(withInfinity.firstNorm()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(withInfinity.secondNorm()).isCloseTo(Math.sqrt(8), within(1e-15));
        assertThat(withInfinity.cosine()).isNaN();
    }

    @Test
    void halvesAndStridesAreRead() {
        // 1, 2, 1, 2 in half precision; every second of them against every first.
        var bits = Inputs.directHalves((short) 0x3c00, (short) 0x4000, (short) 0x3c00, (short) 0x4000);

        PairSummary pair = PairSummary.ofHalf(bits, 0, 2, bits, 1, 2, 2);

        assertThat(pair.dot()).isEqualTo(4);
        assertThat(pair.cosine()).isCloseTo(1, within(1e-15));
    }

    @Test
    void aRangePastTheLimitOfEitherBufferIsRefused() {
        FloatBuffer three = FloatBuffer.allocate(3);
        FloatBuffer four = FloatBuffer.allocate(4);

        assertThatThrownBy(() -> PairSummary.of(four, 0, 1, three, 0, 1, 4))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("limit, 3");
    }
}
