package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.junit.jupiter.api.Test;

class TimeCausesTest {
    private static final double NONE = Double.NaN;

    @Test
    void orthogonalWeightsOfHalfSizeAreTooSmallAndLeaveTheLengthNothingToAnswerFor() {
        // Twenty steps of one half: 20·log₁₀ 2 = 6.02 decades, all of them the radius's.
        List<Attribution> causes = causes(Symptom.VANISHING_GRADIENT, profile("SimpleRnn", .5, 20, .5, 1, NONE));

        assertThat(causes).singleElement().satisfies(cause -> {
            assertThat(cause.cause()).isEqualTo(Cause.WEIGHT_SCALE_TOO_SMALL);
            assertThat(cause.layers()).containsExactly("rnn");
            assertThat(cause.explanation())
                    .contains("20 steps", "spectral radius of 0.50", "restores 6.0 of the 6.0 decades");
        });
    }

    @Test
    void weightsOfOneAndAHalfTimesThatSizeMakeItExplode() {
        List<Attribution> causes = causes(Symptom.EXPLODING_GRADIENT, profile("SimpleRnn", 1.5, 20, 1.5, 1, NONE));

        assertThat(causes).singleElement().extracting(Attribution::cause).isEqualTo(Cause.WEIGHT_SCALE_TOO_LARGE);
    }

    @Test
    void whatUsualWeightsAndSlopesLoseOverManyStepsIsTheLengthsDoing() {
        List<Attribution> causes =
                causes(Symptom.VANISHING_GRADIENT, profile("SimpleRnn", .95 * .9, 100, .95, .9, NONE));

        assertThat(causes).singleElement().extracting(Attribution::cause).isEqualTo(Cause.RECURRENCE_LENGTH);
    }

    @Test
    void saturatedUnitsAreToldFromSmallWeights() {
        // Each step .7 · .2: log₁₀ gives −.15 and −.70, over 30 steps 4.6 and 21.0 decades of 25.6.
        List<Attribution> causes = causes(Symptom.VANISHING_GRADIENT, profile("SimpleRnn", .14, 30, .7, .2, NONE));

        assertThat(causes)
                .extracting(Attribution::cause)
                .containsExactly(Cause.SATURATING_ACTIVATION, Cause.WEIGHT_SCALE_TOO_SMALL);
        assertThat(causes.get(0).share()).isCloseTo(21.0 / 25.6, within(.01));
    }

    @Test
    void aShutForgetGateIsNamedWhereTheLengthIsToBlame() {
        List<Attribution> causes = causes(Symptom.VANISHING_GRADIENT, profile("LSTM", .5, 40, .6, NONE, .5));

        assertThat(causes).singleElement().satisfies(cause -> {
            assertThat(cause.cause()).isEqualTo(Cause.RECURRENCE_LENGTH);
            assertThat(cause.explanation()).contains("forget gate", "open by only 0.50");
        });
    }

    @Test
    void aSignalThatIsExactlyZeroAtTheFirstStepHasLostAllThatFloatCanHold() {
        List<Attribution> causes = causes(Symptom.VANISHING_GRADIENT, profile("SimpleRnn", 0, 10, 1e-6, 1, NONE));

        assertThat(causes.get(0).cause()).isEqualTo(Cause.WEIGHT_SCALE_TOO_SMALL);
    }

    @Test
    void aSignalThatReachesFarEnoughAsksForNoExplanation() {
        assertThat(causes(Symptom.VANISHING_GRADIENT, profile("LSTM", .85, 20, .9, NONE, .9)))
                .isEmpty();
        assertThat(causes(Symptom.STALLED_LOSS, profile("SimpleRnn", .5, 20, .5, 1, NONE)))
                .isEmpty();
    }

    /** A signal that each step back multiplies by a factor. */
    private static TimeProfile profile(
            String kind, double factor, int steps, double radius, double slope, double forgetGate) {
        List<Double> signal = IntStream.rangeClosed(0, steps)
                .mapToObj(k -> .1 * Math.pow(factor, k))
                .toList();
        return new TimeProfile("rnn", false, kind, signal, radius, slope, forgetGate, true);
    }

    private static List<Attribution> causes(Symptom symptom, TimeProfile time) {
        SimulatedStack stack = new SimulatedStack(SimulatedStack.RELU, 3, 32, Math.sqrt(2.0 / 32), 1);
        TrainingTrace trace = new TrainingTrace(stack.profile(), Map.of(), 0);
        trace.record(Probes.of(stack).with(time));
        return CauseAttribution.of(trace.snapshot(), List.of(Probes.sick(symptom)));
    }
}
