package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.junit.jupiter.api.Test;

class VanishingGradientDetectorTest {
    private final VanishingGradientDetector detector = new VanishingGradientDetector();

    /** δ loses .6 decades per layer, and so do the updates: the first layer's ratio is 1e-3 · 10^-5.4 = 4e-9. */
    private static TraceFixture tenSigmoidLayers() {
        TraceFixture trace = TraceFixture.sigmoid(10).learnsNothing();
        trace.delta = (layer, i) -> .1 * Math.pow(10, -.6 * (9 - layer));
        trace.ratio = (layer, i) -> 1e-3 * Math.pow(10, -.6 * (9 - layer));
        return trace;
    }

    @Test
    void tenSigmoidLayersThatLearnNothingFail() {
        Finding finding = detector.examine(tenSigmoidLayers().snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        // 2 decades and more below the output lie the layers with .6 · (9 - layer) >= 2, the first six.
        assertThat(finding.layers()).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(finding.firstIteration()).hasValue(0);
        assertThat(finding.measurements().get(0).value()).isCloseTo(-5.4, within(1e-9));
        assertThat(finding.explanation()).contains("5.4", "decades", "constant answer");
    }

    @Test
    void itWarnsFromTheFirstReadingAndFailsAfterTenIterations() {
        TraceFixture trace = tenSigmoidLayers();
        trace.iterations = 1;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
        trace.iterations = 10;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void aDeepTanhNetThatLosesSixTenthsOfADecadeIsHealthy() {
        TraceFixture trace = TraceFixture.sigmoid(10);
        trace.delta = (layer, i) -> .22 * Math.pow(.054 / .22, (9 - layer) / 9.0);

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aScaleFreeUpdaterThatLearnsAllTheSameIsHealthy() {
        TraceFixture adam = tenSigmoidLayers();
        adam.ratio = (layer, i) -> 1e-3;
        adam.loss = TraceFixture.sigmoid(2).loss;

        assertThat(detector.examine(adam.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aScaleFreeUpdaterFailsOnlyAfterTheLossHasStalled() {
        TraceFixture adam = tenSigmoidLayers();
        adam.ratio = (layer, i) -> 1e-3;
        adam.iterations = 60;
        assertThat(detector.examine(adam.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
        adam.iterations = 400;
        assertThat(detector.examine(adam.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void layersThatCannotMoveAreToldEvenWhereTheUpperOnesLearn() {
        TraceFixture trace = tenSigmoidLayers();
        trace.loss = TraceFixture.sigmoid(2).loss;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void aSignalOfExactZerosCountsAsVanished() {
        TraceFixture dead = TraceFixture.relu(6).learnsNothing();
        dead.delta = (layer, i) -> layer < 5 ? 0 : .1;
        dead.ratio = (layer, i) -> layer < 5 ? 0 : 1e-3;

        Finding finding = detector.examine(dead.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void oneReadingAmongManyDoesNotFail() {
        TraceFixture trace = tenSigmoidLayers();
        TraceFixture.ByLayer vanishing = trace.delta;
        trace.delta = (layer, i) -> i < 175 ? .1 : vanishing.at(layer, i);

        assertThat(detector.examine(trace.snapshot()).outcome()).isNotEqualTo(Outcome.FAILING);
    }

    @Test
    void twoLayersHaveNoDepth() {
        Finding finding = detector.examine(TraceFixture.sigmoid(2).snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(finding.explanation()).contains("2 layers");
    }

    @Test
    void readingsThatAreNotFiniteAreSkippedAndTheLastFiniteOneJudged() {
        TraceFixture trace = tenSigmoidLayers();
        TraceFixture.ByLayer finite = trace.delta;
        trace.delta = (layer, i) -> i < 100 ? finite.at(layer, i) : Double.NaN;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
        trace.delta = (layer, i) -> Double.NaN;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void aSignalThatBreaksOffAtOneLayerCountsAsVanished() {
        // Layer 3 passes 1e-4 of the signal on, all others all of it: the median of slopes is 0.
        TraceFixture trace = TraceFixture.relu(8).learnsNothing();
        trace.delta = (layer, i) -> layer < 3 ? 1e-5 : .1;
        trace.ratio = (layer, i) -> layer < 3 ? 1e-7 : 1e-3;

        Finding finding = detector.examine(trace.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("0", "1", "2");
    }
}
