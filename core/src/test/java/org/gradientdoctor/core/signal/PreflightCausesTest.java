package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gradientdoctor.core.signal.Probes.sick;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.junit.jupiter.api.Test;

/** Causes before the first step, from what probes read. */
class PreflightCausesTest {
    private static final double HE = Math.sqrt(2.0 / 32);
    private final SimulatedStack healthy = new SimulatedStack(SimulatedStack.RELU, 3, 32, HE, 1);

    @Test
    void causesInDepthAreFoundWithoutATrainingStep() {
        SimulatedStack stack = new SimulatedStack(SimulatedStack.SIGMOID, 10, 32, 1 / Math.sqrt(32), 1);
        TrainingTrace trace = new TrainingTrace(stack.profile(), Map.of(), 0);
        trace.record(Probes.of(stack).probe());

        assertThat(CauseAttribution.of(trace.snapshot(), List.of(sick(Symptom.VANISHING_GRADIENT))))
                .first()
                .extracting(Attribution::cause)
                .isEqualTo(Cause.SATURATING_ACTIVATION);
    }

    @Test
    void aStepFarBeyondTheCriticalOneIsTheRates() {
        assertThat(causes(Probes.of(healthy).dose(30), Symptom.UPDATE_TOO_LARGE))
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.cause()).isEqualTo(Cause.LEARNING_RATE_TOO_HIGH);
                    assertThat(cause.explanation()).contains("a step of Sgd is 30.0 times");
                });
    }

    @Test
    void aStepFarBelowTheCriticalOneIsTheRates() {
        assertThat(causes(Probes.of(healthy).dose(1e-3), Symptom.UPDATE_TOO_SMALL))
                .singleElement()
                .extracting(Attribution::cause)
                .isEqualTo(Cause.LEARNING_RATE_TOO_LOW);
    }

    @Test
    void whereTheInputIsUnscaledItIsTheRootOfLongStepsAndTheRateIsNot() {
        List<Attribution> causes = causes(
                Probes.of(healthy).dose(300).input(20, 30, 25), Symptom.UPDATE_TOO_LARGE, Symptom.UNSCALED_INPUT);

        // The dose of 2.5 decades is less than the 2·log₁₀ 25 = 2.8 that the input explains.
        assertThat(causes).singleElement().satisfies(cause -> {
            assertThat(cause.cause()).isEqualTo(Cause.INPUT_SCALE);
            assertThat(cause.explanation()).contains("300 times", "rate is not the root");
        });
    }

    @Test
    void whatTheScalesOfTheDataDoNotExplainOfALongStepIsStillTheRates() {
        List<Attribution> causes =
                causes(Probes.of(healthy).dose(1e5).input(6, 6), Symptom.UPDATE_TOO_LARGE, Symptom.UNSCALED_INPUT);

        assertThat(causes)
                .extracting(Attribution::cause)
                .containsExactly(Cause.LEARNING_RATE_TOO_HIGH, Cause.INPUT_SCALE);
    }

    @Test
    void whereTheSignalExplodesInDepthThatIsTheRootOfLongSteps() {
        SimulatedStack stack = new SimulatedStack(SimulatedStack.RELU, 10, 32, 1, 1);
        TrainingTrace trace = new TrainingTrace(stack.profile(), Map.of(), 0);
        trace.record(Probes.of(stack).dose(1e6).probe());

        assertThat(CauseAttribution.of(
                        trace.snapshot(), List.of(sick(Symptom.EXPLODING_GRADIENT), sick(Symptom.UPDATE_TOO_LARGE))))
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.cause()).isEqualTo(Cause.WEIGHT_SCALE_TOO_LARGE);
                    assertThat(cause.explanation()).contains("rate is not the root");
                });
    }

    @Test
    void oneUnscaledColumnAmongManyIsTheInputsScale() {
        double[] columns = new double[100];
        Arrays.fill(columns, 1);
        columns[17] = 40;

        assertThat(causes(Probes.of(healthy).input(columns), Symptom.UNSCALED_INPUT))
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.cause()).isEqualTo(Cause.INPUT_SCALE);
                    assertThat(cause.explanation()).contains("largest column", "40.0");
                });
    }

    @Test
    void columnsThatAreNotFiniteAreFaultyDataAndNoScale() {
        assertThat(causes(Probes.of(healthy).input(1, Double.NaN), Symptom.UNSCALED_INPUT))
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.cause()).isEqualTo(Cause.FAULTY_DATA);
                    assertThat(cause.explanation()).contains("one column of input");
                });
    }

    @Test
    void largeLabelsOfARegressionAreTheirScaleAndOtherMisfitsTheOutputs() {
        assertThat(causes(Probes.of(healthy).labels(1e4), Symptom.OUTPUT_LOSS_MISMATCH))
                .singleElement()
                .extracting(Attribution::cause)
                .isEqualTo(Cause.LABEL_SCALE);
        assertThat(causes(Probes.of(healthy).labels(1), Symptom.OUTPUT_LOSS_MISMATCH))
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.cause()).isEqualTo(Cause.OUTPUT_LOSS_MISMATCH);
                    assertThat(cause.explanation()).isEqualTo("The output-loss-mismatch");
                });
    }

    @Test
    void unitsWithEqualWeightsAreTheFirstCauseExceptInTheOutputLayer() {
        assertThat(causes(Probes.of(healthy).withEqualUnits("1", "3"), sick(Symptom.POOR_INITIALIZATION)))
                .first()
                .satisfies(cause -> {
                    assertThat(cause.cause()).isEqualTo(Cause.SYMMETRIC_WEIGHTS);
                    assertThat(cause.layers()).containsExactly("1");
                });
        assertThat(causes(Probes.of(healthy).withEqualUnits("3"), sick(Symptom.POOR_INITIALIZATION)))
                .isEmpty();
    }

    @Test
    void anImpossiblePairOutweighsAllThatMerelySlowsDown() {
        TrainingTrace trace = new TrainingTrace(healthy.profile(), Map.of(), 0);
        trace.record(Probes.of(healthy).dose(1e6).labels(1).probe());

        assertThat(CauseAttribution.of(
                        trace.snapshot(),
                        List.of(sick(Symptom.OUTPUT_LOSS_MISMATCH, Outcome.FAILING), sick(Symptom.UPDATE_TOO_LARGE))))
                .first()
                .extracting(Attribution::cause)
                .isEqualTo(Cause.OUTPUT_LOSS_MISMATCH);
    }

    private List<Attribution> causes(Probes probes, Symptom... symptoms) {
        return causes(probes.probe(), Arrays.stream(symptoms).map(Probes::sick).toArray(Finding[]::new));
    }

    private List<Attribution> causes(ProbeReading probe, Finding... findings) {
        TrainingTrace trace = new TrainingTrace(healthy.profile(), Map.of(), 0);
        trace.record(probe);
        return CauseAttribution.of(trace.snapshot(), List.of(findings));
    }
}
