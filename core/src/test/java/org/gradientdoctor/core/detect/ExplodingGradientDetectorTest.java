package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.junit.jupiter.api.Test;

class ExplodingGradientDetectorTest {
    private final ExplodingGradientDetector detector = new ExplodingGradientDetector();

    /** δ gains half a decade per layer, 4.5 over ten layers; one step promises a thousand times the loss. */
    private static TraceFixture exploding() {
        TraceFixture trace = TraceFixture.relu(10);
        trace.delta = (layer, i) -> .1 * Math.pow(10, .5 * (9 - layer));
        trace.gain = i -> 1000;
        return trace;
    }

    @Test
    void aSignalThatGrowsUntilTheLossIsNaNFails() {
        TraceFixture trace = exploding();
        TraceFixture.ByLayer delta = trace.delta;
        trace.delta = (layer, i) -> i < 1 ? delta.at(layer, i) : Double.NaN;
        trace.loss = i -> i < 3 ? 15 : Double.NaN;
        trace.iterations = 6;
        trace.origin = new NonFiniteOrigin(3, NonFiniteOrigin.Stage.ACTIVATIONS, "4", "z", 12, 0);

        Finding finding = detector.examine(trace.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        // 2 decades and more above the output lie the layers with .5 · (9 - layer) >= 2.
        assertThat(finding.layers()).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(finding.firstIteration()).hasValue(0);
        assertThat(finding.explanation()).contains("4.5", "1000");
    }

    @Test
    void dataThatAreNotFiniteAreNoExplosion() {
        TraceFixture trace = exploding();
        trace.gain = i -> .01;
        trace.loss = i -> i < 3 ? 15 : Double.NaN;
        trace.iterations = 6;
        trace.origin = new NonFiniteOrigin(3, NonFiniteOrigin.Stage.INPUT, "", "features", 1, 7);

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void damageThatLastsFailsAfterTheStructureIsGone() {
        TraceFixture trace = exploding().learnsNothing();
        TraceFixture.ByLayer delta = trace.delta;
        // One huge step, then all units are dead: no signal at all below the output.
        trace.delta = (layer, i) -> i == 0 ? delta.at(layer, i) : layer == 9 ? .1 : 0;
        trace.gain = i -> i == 0 ? 1000 : 0;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void growthAloneWarnsUntilItLearns() {
        TraceFixture trace = exploding();
        trace.gain = i -> .01;
        trace.iterations = 2;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.WARNING);
        trace.iterations = 200;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aFlatSignalIsHealthyWhateverTheFirstStepPromises() {
        TraceFixture trace = TraceFixture.relu(10);
        trace.gain = i -> i == 0 ? 5 : .01;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aRecurrentBurstThatRecoversIsHealthyAndOneThatDoesNotFails() {
        TraceFixture trace = TraceFixture.sigmoid(3);
        trace.role = LayerRole.RECURRENT;
        trace.norm = (layer, i) -> i == 60 ? 1000 : .1;
        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);

        TraceFixture.ByIteration before = trace.loss;
        trace.loss = i -> i <= 60 ? before.at(i) : 9 + TraceFixture.noise(i);
        Finding finding = detector.examine(trace.snapshot());
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).isEqualTo(List.of("0"));
        assertThat(finding.firstIteration()).hasValue(60);
    }

    @Test
    void withoutAFiniteSignalThereIsNoVerdict() {
        TraceFixture trace = exploding();
        trace.delta = (layer, i) -> Double.NaN;

        assertThat(detector.examine(trace.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void aForwardPassThatOverflowsAtOnceFailsWithoutAnyFiniteSignal() {
        // N(0, 1) weights of 2000 inputs and ReLU gain √(2000 / 2) = 32 a layer, 1.5 decades: beyond a float, 3e38, at
        // 26.
        TraceFixture trace = TraceFixture.relu(30);
        trace.size = (layer, i) -> layer < 26 ? Math.pow(10, 1.5 * layer) : Double.POSITIVE_INFINITY;
        trace.delta = (layer, i) -> Double.NaN;
        trace.loss = i -> Double.NaN;
        trace.iterations = 2;

        Finding finding = detector.examine(trace.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).hasSize(26);
        assertThat(finding.explanation()).contains("37.5 decades", "overflow");
    }
}
