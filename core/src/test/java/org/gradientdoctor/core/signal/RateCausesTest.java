package org.gradientdoctor.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ClippingEffect;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.PerLayer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.core.trace.TrainingTrace;
import org.junit.jupiter.api.Test;

class RateCausesTest {
    private static final SimulatedStack STACK = new SimulatedStack(SimulatedStack.RELU, 3, 8, .5, 1);

    @Test
    void theDoseIsThatOfTheStepsBeforeTheLossBlewUp() {
        // A tenth of the weights per step is ten times what is tolerated: one decade. What came later is damage.
        TraceSnapshot trace = trace(new double[][] {{1, .1}, {5, .1}, {1e9, 1e4}, {1e20, 1e9}, {1e30, 1e15}});

        assertThat(candidates(trace, Symptom.UPDATE_TOO_LARGE)).singleElement().satisfies(rate -> {
            assertThat(rate.cause()).isEqualTo(Cause.LEARNING_RATE_TOO_HIGH);
            assertThat(rate.decades()).isCloseTo(1, within(1e-9));
        });
    }

    @Test
    void whereTheAnswerCannotReachItsLabelsTheRateIsNotToBlameForLittleMovement() {
        TraceSnapshot trace = trace(new double[][] {{1, 1e-7}, {1, 1e-7}, {1, 1e-7}});

        assertThat(candidates(trace, Symptom.UPDATE_TOO_SMALL))
                .extracting(Candidate::cause)
                .containsExactly(Cause.LEARNING_RATE_TOO_LOW);
        assertThat(candidates(trace, Symptom.UPDATE_TOO_SMALL, Symptom.OUTPUT_LOSS_MISMATCH))
                .isEmpty();
    }

    private static List<Candidate> candidates(TraceSnapshot trace, Symptom... symptoms) {
        SickTrace sick = new SickTrace(
                trace, List.of(symptoms).stream().map(Probes::sick).toList());
        return new RateCauses(sick, 0).candidates(List.of());
    }

    /** @param steps loss and update over weights, by iteration */
    private static TraceSnapshot trace(double[][] steps) {
        TrainingTrace trace = new TrainingTrace(STACK.profile(), Map.of(), 0);
        for (int i = 0; i < steps.length; i++) {
            double loss = steps[i][0];
            VitalSigns vitals =
                    new VitalSigns(i, 0, 32, loss, loss, .1, PerLayer.none(), false, ClippingEffect.none(), Double.NaN);
            ParameterReading weights = new ParameterReading(of(1), of(1), of(steps[i][1]), .01 * loss);
            LayerReading layer = new LayerReading("0", weights, null, null, null, null, List.of());
            trace.record(new IterationReading(vitals, List.of(layer), null, null, null));
        }
        return trace.snapshot();
    }

    private static TensorSummary of(double rms) {
        return TensorSummary.of(new double[] {rms, -rms});
    }
}
