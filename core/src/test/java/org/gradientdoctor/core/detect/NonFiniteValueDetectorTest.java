package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.junit.jupiter.api.Test;

class NonFiniteValueDetectorTest {
    private final NonFiniteValueDetector detector = new NonFiniteValueDetector();

    @Test
    void theOriginIsToldWithLayerTensorAndExample() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.loss = i -> i < 5 ? 1 : Double.NaN;
        trace.iterations = 6;
        trace.origin = new NonFiniteOrigin(5, NonFiniteOrigin.Stage.ACTIVATIONS, "1", "z", 12, 3);

        Finding finding = detector.examine(trace.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("1");
        assertThat(finding.firstIteration()).hasValue(5);
        assertThat(finding.explanation()).contains("12 values", "activations z of layer 1", "example 3");
    }

    @Test
    void anInfiniteLossFailsAtOnceEvenUntraced() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.loss = i -> i < 5 ? 1 : Double.POSITIVE_INFINITY;
        trace.iterations = 6;

        Finding finding = detector.examine(trace.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.firstIteration()).hasValue(5);
    }

    @Test
    void aParameterThatIsNotFiniteFails() {
        TraceFixture trace = TraceFixture.relu(3);
        trace.weights = (layer, i) -> layer == 1 && i >= 50 ? Double.NaN : .25;

        Finding finding = detector.examine(trace.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("1");
        assertThat(finding.firstIteration()).hasValue(50);
    }

    @Test
    void finiteIterationsAreHealthy() {
        Finding finding = detector.examine(TraceFixture.relu(3).snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.HEALTHY);
        assertThat(finding.explanation()).contains("200 iterations");
    }
}
