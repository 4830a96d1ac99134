package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gradientdoctor.core.signal.SimulatedStack.RELU;
import static org.gradientdoctor.core.signal.SimulatedStack.SIGMOID;
import static org.gradientdoctor.core.signal.SimulatedStack.TANH;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CauseAttributionTest {
    private static final double XAVIER = 1 / Math.sqrt(32);
    private static final double HE = Math.sqrt(2.0 / 32);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tenSigmoidLayersFailByTheirActivation(long seed) {
        assertThat(first(new SimulatedStack(SIGMOID, 10, 32, XAVIER, seed))).isEqualTo(Cause.SATURATING_ACTIVATION);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void unitNormalWeightsBeforeReluAreTooLarge(long seed) {
        assertThat(first(new SimulatedStack(RELU, 10, 32, 1, seed))).isEqualTo(Cause.WEIGHT_SCALE_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tinyWeightsAreTooSmallWhateverTheActivation(long seed) {
        assertThat(first(new SimulatedStack(RELU, 8, 32, .01, seed))).isEqualTo(Cause.WEIGHT_SCALE_TOO_SMALL);
        assertThat(first(new SimulatedStack(TANH, 8, 32, .01, seed))).isEqualTo(Cause.WEIGHT_SCALE_TOO_SMALL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void largeWeightsBeforeTanhAreTheRootNotTheSaturationTheyCause(long seed) {
        assertThat(first(new SimulatedStack(TANH, 12, 32, 1.5, seed))).isEqualTo(Cause.WEIGHT_SCALE_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aNegativeBiasThatSilencesReluIsNamed(long seed) {
        SimulatedStack stack = new SimulatedStack(RELU, 6, 32, HE, seed);
        stack.bias = -1.3;
        TraceSnapshot trace = stack.trace();
        assertThat(CauseAttribution.of(trace, List.of(sick(Symptom.VANISHING_GRADIENT))))
                .first()
                .extracting(Attribution::cause)
                .isEqualTo(Cause.INACTIVE_RELU);
    }

    @Test
    void unitsThatLongStepsKilledAreTheRatesDoing() {
        SimulatedStack killed = new SimulatedStack(RELU, 10, 32, HE, 1);
        killed.bias = -2;
        TraceSnapshot trace = new SimulatedStack(RELU, 10, 32, HE, 1).traceUntil(killed);

        assertThat(CauseAttribution.of(
                        trace,
                        List.of(sick(Symptom.UPDATE_TOO_LARGE), Probes.sick(Symptom.DEAD_UNITS, Outcome.FAILING))))
                .extracting(Attribution::cause)
                .containsExactly(Cause.LEARNING_RATE_TOO_HIGH);
        assertThat(CauseAttribution.of(trace, List.of(Probes.sick(Symptom.DEAD_UNITS, Outcome.FAILING))))
                .first()
                .extracting(Attribution::cause)
                .isEqualTo(Cause.INACTIVE_RELU);
    }

    @Test
    void weightsThatLongStepsBlewUpAreTheRatesDoing() {
        TraceSnapshot trace =
                new SimulatedStack(RELU, 10, 32, HE, 1).traceUntil(new SimulatedStack(RELU, 10, 32, 2, 1));

        assertThat(CauseAttribution.of(trace, List.of(sick(Symptom.UPDATE_TOO_LARGE))))
                .extracting(Attribution::cause)
                .containsExactly(Cause.LEARNING_RATE_TOO_HIGH);
        assertThat(CauseAttribution.of(trace, List.of(sick(Symptom.EXPLODING_GRADIENT))))
                .first()
                .extracting(Attribution::cause)
                .isEqualTo(Cause.WEIGHT_SCALE_TOO_LARGE);
    }

    @Test
    void zeroWeightsOfTheOutputLayerAreAUsualStartAndNoCause() {
        SimulatedStack stack = new SimulatedStack(RELU, 3, 32, HE, 1);
        stack.outputDeviation = 0;

        assertThat(causes(stack)).extracting(Attribution::cause).doesNotContain(Cause.SYMMETRIC_WEIGHTS);
    }

    @Test
    void equalWeightsInAHiddenLayerAreTheFirstCause() {
        assertThat(first(new SimulatedStack(TANH, 3, 32, 0, 1))).isEqualTo(Cause.SYMMETRIC_WEIGHTS);
    }

    @Test
    void healthyInitializationLeavesNothingToExplainBecauseRawGainsAreNoCauses() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(causes(new SimulatedStack(RELU, 10, 32, HE, seed))).isEmpty();
            assertThat(causes(new SimulatedStack(TANH, 10, 32, XAVIER, seed))).isEmpty();
        }
    }

    @Test
    void sharesAreOrderedAndTogetherAtMostOne() {
        List<Attribution> causes = causes(new SimulatedStack(SIGMOID, 12, 32, XAVIER / 3, 1));

        assertThat(causes)
                .extracting(Attribution::cause)
                .contains(Cause.SATURATING_ACTIVATION, Cause.WEIGHT_SCALE_TOO_SMALL);
        assertThat(causes).extracting(Attribution::share).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(causes.stream().mapToDouble(Attribution::share).sum()).isBetween(.99, 1 + 1e-9);
    }

    @Test
    void theExplanationQuotesWhatHealingRestoresAloneAndOverAllOrders() {
        Attribution cause =
                causes(new SimulatedStack(SIGMOID, 10, 32, XAVIER, 1)).get(0);

        // Ten slopes of about .24 cost 10·log₁₀ .24 = 6.2 decades; the output layer's three units the rest.
        assertThat(cause.explanation())
                .contains("sigmoid passes on 0.24", "healing it alone restores 6.3 of the 6.8 decades lost");
    }

    @Test
    void whereScaleHidesBehindTheActivationItIsSaid() {
        SimulatedStack stack = new SimulatedStack(TANH, 6, 32, XAVIER, 1);
        stack.bias = 4;

        assertThat(causes(stack)).first().satisfies(cause -> {
            assertThat(cause.cause()).isEqualTo(Cause.WEIGHT_SCALE_TOO_LARGE);
            assertThat(cause.explanation())
                    .contains("biases of 6 layers have an RMS of 4.00", "hides behind the activation", "the root is");
        });
    }

    @Test
    void anInputThatSaturatesTheFirstLayerIsTheRootOfIt() {
        SimulatedStack stack = new SimulatedStack(TANH, 4, 32, XAVIER, 1);
        stack.inputScale = 2000;

        assertThat(causes(stack)).first().satisfies(cause -> {
            assertThat(cause.cause()).isEqualTo(Cause.INPUT_SCALE);
            assertThat(cause.layers()).containsExactly("0");
        });
    }

    @Test
    void nothingIsAttributedWhereNothingIsSick() {
        TraceSnapshot trace = new SimulatedStack(SIGMOID, 10, 32, XAVIER, 1).trace();
        assertThat(CauseAttribution.of(trace, List.of())).isEmpty();
    }

    private static Cause first(SimulatedStack stack) {
        return causes(stack).get(0).cause();
    }

    private static List<Attribution> causes(SimulatedStack stack) {
        return CauseAttribution.of(stack.trace(), List.of(sick(Symptom.VANISHING_GRADIENT)));
    }

    private static Finding sick(Symptom symptom) {
        return Finding.of(new Asked(symptom), Outcome.WARNING, "");
    }

    record Asked(Symptom symptom) implements Detector {
        @Override
        public String needs() {
            return "nothing";
        }

        @Override
        public Finding examine(TraceSnapshot trace) {
            return Finding.of(this, Outcome.WARNING, "");
        }
    }
}
