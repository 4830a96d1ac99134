package org.gradientdoctor.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorSummaryBufferTest {

    private static final double[] ELEMENTS = Inputs.fill(20_000, new Random(1)::nextGaussian);

    @ParameterizedTest(name = "offset {0}, length {1}, stride {2}")
    @CsvSource({
        "0, 20000, 1",
        "7, 4096, 1",
        "19999, 1, 1",
        "0, 6000, 3",
        "5, 19, 1000",
        "19999, 20000, -1",
        "19998, 5000, -3",
        "20000, 0, 1",
        "3, 1, 99999"
    })
    void offsetAndStrideChooseTheElements(int offset, int length, int stride) {
        double[] chosen = IntStream.range(0, length)
                .mapToDouble(i -> ELEMENTS[offset + i * stride])
                .toArray();
        FloatBuffer floats = Inputs.directFloats(ELEMENTS);
        DoubleBuffer doubles = Inputs.directDoubles(ELEMENTS);

        assertThat(TensorSummary.of(doubles, offset, length, stride)).isEqualTo(TensorSummary.of(chosen));
        assertThat(TensorSummary.of(floats, offset, length, stride)).isEqualTo(TensorSummary.of(Inputs.floats(chosen)));
    }

    @Test
    void everyKindOfBufferGivesTheSameSummary() {
        float[] floats = Inputs.floats(ELEMENTS);
        TensorSummary expected = TensorSummary.of(floats);
        FloatBuffer bigEndian =
                ByteBuffer.allocateDirect(80_000).asFloatBuffer().put(0, floats);
        FloatBuffer littleEndian = ByteBuffer.allocate(80_000)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(0, floats);

        for (FloatBuffer buffer : new FloatBuffer[] {
            Inputs.directFloats(ELEMENTS), bigEndian, littleEndian, littleEndian.asReadOnlyBuffer()
        }) {
            assertThat(TensorSummary.of(buffer, 0, 20_000, 1)).isEqualTo(expected);
        }
    }

    @Test
    void positionIsNeitherUsedNorMoved() {
        FloatBuffer buffer = Inputs.directFloats(1, 2, 3, 4).position(3);

        assertThat(TensorSummary.of(buffer, 0, 2, 1).maximum()).isEqualTo(2);
        assertThat(buffer.position()).isEqualTo(3);
    }

    @Test
    void halvesAreSummarizedAsTheirValuesWithSubnormalsOfTheirOwn() {
        // 1, -2, largest, smallest subnormal, largest subnormal, smallest normal, -0, NaN, -infinity
        ShortBuffer bits = Inputs.directHalves(
                (short) 0x3c00,
                (short) 0xc000,
                (short) 0x7bff,
                (short) 0x0001,
                (short) 0x03ff,
                (short) 0x0400,
                (short) 0x8000,
                (short) 0x7e00,
                (short) 0xfc00);

        TensorSummary summary = TensorSummary.ofHalf(bits, 0, 9, 1);
        TensorSummary finite = summary.finitePart();

        assertThat(summary.nans()).isEqualTo(1);
        assertThat(summary.negativeInfinities()).isEqualTo(1);
        assertThat(finite.count()).isEqualTo(7);
        assertThat(finite.zeros()).isEqualTo(1);
        assertThat(finite.subnormals()).isEqualTo(2);
        assertThat(finite.maximum()).isEqualTo(65504);
        assertThat(finite.minimum()).isEqualTo(-2);
        assertThat(finite.smallestNonzeroMagnitude()).isEqualTo(0x1p-24);
        assertThat(finite.lowestExponent()).isEqualTo(-24);
        assertThat(TensorSummary.ofHalf(bits, 0, 3, 4).nonFinite()).isEqualTo(1);
    }

    @Test
    void aNullBufferIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> TensorSummary.of(absent(), 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("buffer is null")
                .hasMessageContaining("pass the buffer");
    }

    @Test
    void aNegativeLengthIsRefused() {
        FloatBuffer buffer = FloatBuffer.allocate(4);

        assertThatThrownBy(() -> TensorSummary.of(buffer, 0, -1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length is -1");
    }

    @Test
    void strideZeroIsRefusedWithWhatToDo() {
        FloatBuffer buffer = FloatBuffer.allocate(4);

        assertThatThrownBy(() -> TensorSummary.of(buffer, 0, 4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stride is 0")
                .hasMessageContaining("contiguous copy");
    }

    @ParameterizedTest(name = "offset {0}, length {1}, stride {2}")
    @CsvSource({
        "0, 5, 1",
        "4, 1, 1",
        "2, 2, 2",
        "-1, 1, 1",
        "5, 0, 1",
        "2, 4, -1",
        "0, 4000000000, 1",
        "0, 3, 4000000000",
        "9000000000000000000, 1, 1",
        "0, 3, -9223372036854775808"
    })
    void aRangePastTheLimitIsRefusedWithItsNumbers(long offset, long length, long stride) {
        FloatBuffer buffer = FloatBuffer.allocate(9).limit(4);

        assertThatThrownBy(() -> TensorSummary.of(buffer, offset, length, stride))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("offset")
                .hasMessageContaining("" + offset)
                .hasMessageContaining("limit, 4");
    }

    @Test
    void randomRunsOfARandomBufferAgreeWithCopies() {
        Random random = new Random(9);
        TensorSummarizer summarizer = new TensorSummarizer();
        FloatBuffer buffer = Inputs.directFloats(ELEMENTS);
        float[] floats = Inputs.floats(ELEMENTS);
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(20_000);
            int to = from + random.nextInt(20_001 - from);
            assertThat(summarizer.summarize(buffer, from, to - from, 1))
                    .isEqualTo(TensorSummary.of(Arrays.copyOfRange(floats, from, to)));
        }
    }

    /** What a caller without null checks may pass. */
    @SuppressWarnings({"NullAway", "unchecked"})
    private static FloatBuffer absent() {
        @Nullable FloatBuffer none = null;
        return none;
    }
}
