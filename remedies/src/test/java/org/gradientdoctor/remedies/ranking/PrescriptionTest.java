package org.gradientdoctor.remedies.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class PrescriptionTest {
    private final Prescription swap = prescription(
            new SwapActivation(List.of("a"), Activation.RELU, Map.of("a", Initialization.he()), 1), "Swap.");
    private final Prescription draw = prescription(
            new ReinitializeWeights(Map.of("a", Initialization.xavier(), "b", Initialization.xavier()), 1), "Draw.");
    private final Prescription slower = prescription(new ReduceLearningRate(Map.of("a", LayerRate.of(.1))), "Slower.");

    private static Prescription prescription(Remedy step, String reason) {
        return new Prescription(List.of(step), reason);
    }

    @Test
    void aSwapAndADrawBecomeOneSwapThatDrawsAllByTheNewActivation() {
        List<Remedy> expected = List.of(new SwapActivation(
                List.of("a"), Activation.RELU, Map.of("a", Initialization.he(), "b", Initialization.xavier()), 1));
        assertThat(swap.with(draw)).map(Prescription::steps).hasValue(expected);
        assertThat(draw.with(swap)).map(Prescription::steps).hasValue(expected);
    }

    @Test
    void differentRemediesFollowOneAnotherWithBothReasons() {
        assertThat(draw.with(slower)).hasValueSatisfying(both -> {
            assertThat(both.steps()).hasSize(2);
            assertThat(both.reason()).isEqualTo("Draw. Slower.");
        });
    }

    @Test
    void twoSwapsAndTwiceTheSameAreNoCombination() {
        Prescription other = prescription(SwapActivation.keepingWeights(List.of("b"), Activation.ELU), "Other.");
        assertThat(swap.with(other)).isEmpty();
        assertThat(draw.with(draw)).isEmpty();
    }

    @Test
    void oneExceedsAnotherWhereItHasAllItsStepsAndMoreOrDrawsMoreAnew() {
        Prescription both = slower.after(draw);
        Prescription fewer = prescription(new ReinitializeWeights(Map.of("a", Initialization.xavier()), 1), "Fewer.");
        assertThat(both.exceeds(draw)).isTrue();
        assertThat(both.exceeds(fewer)).isTrue();
        assertThat(slower.after(fewer).exceeds(draw)).isFalse();
        assertThat(draw.exceeds(both)).isFalse();
        assertThat(both.exceeds(both)).isFalse();
        assertThat(both.exceeds(swap)).isFalse();
    }
}
