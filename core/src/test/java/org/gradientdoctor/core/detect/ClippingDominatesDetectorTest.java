package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.junit.jupiter.api.Test;

class ClippingDominatesDetectorTest {
    private final ClippingDominatesDetector detector = new ClippingDominatesDetector();

    private static TraceFixture clipped(double engaged, double shrink, double cosine) {
        TraceFixture trace = TraceFixture.relu(3);
        trace.clipping = "ClipL2PerLayer(1.0)";
        trace.clipped = new ClippingEffect(engaged, shrink, cosine);
        return trace;
    }

    @Test
    void clippingThatKeepsAllLayersFromMovingFails() {
        TraceFixture trace = clipped(1, 1e-5, 1).learnsNothing();
        trace.ratio = (layer, i) -> 1e-8;

        Finding finding = detector.examine(trace.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(finding.layers()).containsExactly("0", "1", "2");
    }

    @Test
    void strongClippingWarnsWhileNothingIsLearned() {
        assertThat(detector.examine(clipped(1, .05, 1).learnsNothing().snapshot())
                        .outcome())
                .isEqualTo(Outcome.WARNING);
        assertThat(detector.examine(clipped(1, .9, .5).learnsNothing().snapshot())
                        .outcome())
                .isEqualTo(Outcome.WARNING);
    }

    @Test
    void clippingByHabitIsHealthy() {
        assertThat(detector.examine(clipped(1, .33, .98).learnsNothing().snapshot())
                        .outcome())
                .isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void aNetThatLearnsUnderStrongClippingIsHealthy() {
        assertThat(detector.examine(clipped(1, .05, .9).snapshot()).outcome()).isEqualTo(Outcome.HEALTHY);
    }

    @Test
    void renormalizationAlwaysEngagesAndSaysSo() {
        TraceFixture trace = clipped(1, 20, 1);
        trace.clipping = "RenormalizeL2PerLayer";

        Finding finding = detector.examine(trace.snapshot());

        assertThat(finding.outcome()).isEqualTo(Outcome.HEALTHY);
        assertThat(finding.explanation()).contains("always engages");
    }

    @Test
    void withoutClippingOrItsEffectThereIsNoVerdict() {
        assertThat(detector.examine(TraceFixture.relu(3).snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        TraceFixture few = clipped(1, .1, 1);
        few.iterations = 9;
        assertThat(detector.examine(few.snapshot()).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
    }

    @Test
    void effectsThatAreNotNumbersDoNotDominate() {
        assertThat(detector.examine(clipped(1, Double.NaN, Double.NaN)
                                .learnsNothing()
                                .snapshot())
                        .outcome())
                .isEqualTo(Outcome.HEALTHY);
    }
}
