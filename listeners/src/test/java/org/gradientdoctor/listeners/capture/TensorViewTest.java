package org.gradientdoctor.listeners.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.UnitSummary;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class TensorViewTest {

    /** The same 3 × 4 × 5 tensor, element (e, u, p) being 20e + 5u + p, laid out in different ways. */
    private static List<INDArray> layouts() {
        INDArray c = Nd4j.arange(60).castTo(DataType.FLOAT).reshape(3, 4, 5);
        INDArray larger = Nd4j.zeros(DataType.FLOAT, 5, 6, 7);
        INDArray view =
                larger.get(NDArrayIndex.interval(1, 4), NDArrayIndex.interval(2, 6), NDArrayIndex.interval(0, 5));
        view.assign(c);
        INDArray permuted = c.permute(0, 2, 1).dup('c').permute(0, 2, 1);
        return List.of(
                c,
                c.dup('f'),
                permuted,
                view,
                c.castTo(DataType.DOUBLE),
                c.castTo(DataType.FLOAT16),
                c.castTo(DataType.INT32),
                c.castTo(DataType.INT64).dup('f'));
    }

    @Test
    void everyLayoutReadsAsTheSameTensor() {
        double[] expected = new double[60];
        for (int i = 0; i < 60; i++) {
            expected[i] = i;
        }
        for (INDArray array : layouts()) {
            TensorView view = TensorView.of(array);
            assertThat(view.toArray()).containsExactly(expected);
            assertThat(view.copy().toArray()).containsExactly(expected);
            TensorSummary summary = view.summarize(new TensorSummarizer());
            assertThat(summary.count()).isEqualTo(60);
            assertThat(summary.mean()).isCloseTo(29.5, within(1e-9));
            assertThat(summary.maximum()).isEqualTo(59);
            UnitSummary units = view.units(1, ResponsiveRange.activeAbove(10), null);
            assertThat(units.units()).isEqualTo(4);
            assertThat(units.positions()).isEqualTo(5);
            // Unit u: mean over e and p of 20e + 5u + p = 22 + 5u; across examples at each position 20·√(2/3).
            assertThat(units.mean(2)).isCloseTo(32, within(1e-9));
            assertThat(units.variance(2)).isCloseTo(400 * 2 / 3.0, within(1e-6));
            UnitSummary masked = view.units(1, ResponsiveRange.unbounded(), new boolean[] {false, true, false});
            assertThat(masked.mean(0)).isCloseTo(22, within(1e-9));
        }
    }

    @Test
    void unitsMayBeTheLastOfFourDimensions() {
        INDArray image = Nd4j.arange(120).castTo(DataType.FLOAT).reshape(2, 3, 4, 5);
        for (INDArray array : List.of(image, image.dup('f'))) {
            UnitSummary units = TensorView.of(array).units(3, ResponsiveRange.unbounded(), null);
            assertThat(units.units()).isEqualTo(5);
            assertThat(units.positions()).isEqualTo(12);
            // Element (e, h, w, u) is 60e + 20h + 5w + u: mean 30 + 20 + 7.5 + u.
            assertThat(units.mean(3)).isCloseTo(60.5, within(1e-9));
            assertThat(units.mean(4) - units.mean(3)).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void theFirstExampleThatIsNotFiniteIsFound() {
        for (INDArray array : List.of(Nd4j.zeros(4, 3), Nd4j.zeros(4, 3).dup('f'))) {
            assertThat(TensorView.of(array).firstNonFiniteExample()).isEqualTo(-1);
            array.putScalar(2, 1, Double.POSITIVE_INFINITY);
            array.putScalar(3, 0, Double.NaN);
            assertThat(TensorView.of(array).firstNonFiniteExample()).isEqualTo(2);
        }
    }

    @Test
    void emptyTensorsHaveEmptySummaries() {
        assertThat(TensorView.of(Nd4j.create(DataType.FLOAT, 0, 3))
                        .summarize(new TensorSummarizer())
                        .count())
                .isZero();
    }
}
