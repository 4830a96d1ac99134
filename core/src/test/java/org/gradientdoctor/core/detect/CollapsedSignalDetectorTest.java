package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.junit.jupiter.api.Test;

class CollapsedSignalDetectorTest {
    private final CollapsedSignalDetector detector = new CollapsedSignalDetector();

    /** Ten layers, the spread across examples falls from 1.7e-1 to 2.0e-7 over the nine hidden ones (measured). */
    private static TraceFixture collapsed() {
        TraceFixture trace = TraceFixture.sigmoid(10).learnsNothing();
        trace.spread = (layer, i) -> .17 * Math.pow(2e-7 / .17, layer / 8.0);
        trace.ratio = (layer, i) -> 1e-3 * Math.pow(10, -.6 * (9 - layer));
        return trace;
    }

    @Test
    void tenSigmoidLayersFail() {
        Finding finding = detector.examine(collapsed().snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).contains("8").doesNotContain("0", "9");
        // .5 ± 2e-7, so the root mean square is .5 and the relative spread 4e-7; the input's is 1.
        assertThat(finding.measurements().get(0).value()).isCloseTo(4e-7, within(1e-9));
    }

    @Test
    void itWarnsFromTheFirstReading() {
        TraceFixture young = collapsed();
        young.iterations = 1;
        assertThat(detector.examine(young.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void aNetThatKeepsExamplesApartIsHealthy() {
        assertThat(detector.examine(TraceFixture.sigmoid(10).snapshot()).outcome())
                .isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aNarrowAnswerThatIsBetterThanConstantIsHealthy() {
        TraceFixture narrow = collapsed();
        narrow.loss = i -> .2;
        assertThat(detector.examine(narrow.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aNetThatMovesFailsOnlyAfterItsLossHasStalled() {
        TraceFixture adam = collapsed();
        adam.ratio = (layer, i) -> 1e-3;
        adam.iterations = 50;
        assertThat(detector.examine(adam.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
        adam.iterations = 400;
        assertThat(detector.examine(adam.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void deadLayersAnswerAlikeToo() {
        TraceFixture dead = TraceFixture.relu(5).learnsNothing();
        dead.spread = (layer, i) -> layer < 2 ? .2 : 0;
        dead.ratio = (layer, i) -> 0;
        assertThat(detector.examine(dead.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void singleExamplesOneClassAndConstantInputGiveNoVerdict() {
        TraceFixture single = collapsed();
        single.batch = 1;
        assertThat(detector.examine(single.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        TraceFixture oneClass = collapsed();
        oneClass.labels = i -> 0;
        assertThat(detector.examine(oneClass.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        TraceFixture same = collapsed();
        same.input = i -> 0;
        same.spread = (layer, i) -> 0;
        assertThat(detector.examine(same.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void activationsThatAreNotFiniteGiveNoVerdict() {
        TraceFixture nan = collapsed();
        nan.spread = (layer, i) -> Double.NaN;
        assertThat(detector.examine(nan.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }
}
