package org.gradientdoctor.remedies.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.remedies.Diagnoses;
import org.junit.jupiter.api.Test;

class ClippingThresholdsTest {

    private static ClippingThresholds of(int iterations, IntToDoubleFunction first, IntToDoubleFunction second) {
        List<VitalSigns> vitals = new ArrayList<>();
        for (int i = 0; i < iterations; i++) {
            double a = first.applyAsDouble(i);
            vitals.add(Diagnoses.vitals(i, 1, Double.isInfinite(a), a, second.applyAsDouble(i)));
        }
        return ClippingThresholds.of(Diagnoses.trace(Diagnoses.profile("a", "b"), vitals, List.of(), null));
    }

    @Test
    void eachLayerIsClippedAtItsOwnNinetiethPercentile() {
        // Norms 1 … 10 in turn; of a hundred, ninety are at most 9.
        ClippingThresholds found = of(100, i -> 1 + i % 10, i -> .01 * (1 + i % 10));
        assertThat(found.byLayer()).containsEntry("a", 9.0).containsEntry("b", .09);
        assertThat(found.isRefused()).isFalse();
        assertThat(found.clipped()).isEqualTo(.1);
    }

    @Test
    void rareSpikesDoNotMoveTheThreshold() {
        ClippingThresholds found = of(100, i -> i % 20 == 0 ? 1e6 : 2, i -> 2);
        assertThat(found.byLayer()).containsEntry("a", 2.0);
    }

    @Test
    void normsThatGrowAreRefusedWithLowerTheRate() {
        ClippingThresholds found = of(100, i -> Math.pow(1.2, i), i -> Math.pow(1.3, i));
        assertThat(found.byLayer()).isEmpty();
        assertThat(found.refusal()).contains("100 %", "lower the rate instead");
    }

    @Test
    void aGradientThatIsNotFiniteCountsAsClipped() {
        assertThat(of(100, i -> i < 40 ? 1 : Double.POSITIVE_INFINITY, i -> 1).refusal())
                .contains("lower the rate instead");
    }

    @Test
    void tooFewIterationsGiveNoQuantile() {
        assertThat(of(9, i -> 1, i -> 1).refusal()).contains("fewer than 10");
    }

    @Test
    void aLayerWithoutAGradientGetsNoThreshold() {
        assertThat(of(50, i -> 1, i -> Double.NaN).byLayer()).containsOnlyKeys("a");
    }
}
