package org.gradientdoctor.listeners.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.gradientdoctor.core.detect.Examination;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.listeners.preflight.Patients.Dense;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The training listener probes on a batch that was held back, when it is asked to. */
class HeldProbeTest {
    private static final DataSet BATCH = Patients.blobs(16, 4);
    private static final DataSet HELD = Patients.blobs(16, 4, 9);

    private static MultiLayerNetwork train(MultiLayerNetwork network, int iterations, TrainingListener... listeners) {
        Nd4j.getRandom().setSeed(5);
        network.setListeners(listeners);
        for (int i = 0; i < iterations; i++) {
            network.fit(BATCH);
        }
        return network;
    }

    private static MultiLayerNetwork dropout() {
        return Dense.with(dense -> {
                    dense.dropOut = .5;
                    dense.updater = new Adam(1e-2);
                })
                .build();
    }

    @Test
    void probesAreTakenOnScheduleAndTrainingIsBitForBitTheSame() {
        GradientHealthListener health =
                GradientHealthListener.builder().probeEvery(4, HELD).build();

        double[] watched = train(dropout(), 10, health).params().toDoubleVector();

        assertThat(watched).isEqualTo(train(dropout(), 10).params().toDoubleVector());
        // After the steps of these iterations, which the network counts only when listeners are through.
        assertThat(health.trace().probes().stream().map(ProbeReading::iteration))
                .containsExactly(0L, 4L, 8L);
    }

    @Test
    void withoutBeingAskedForThereIsNoProbe() {
        GradientHealthListener health = GradientHealthListener.create();
        train(new Dense().build(), 3, health);
        assertThat(health.trace().probes()).isEmpty();
    }

    @Test
    void theHistoryOfProbesStaysBounded() {
        GradientHealthListener health =
                GradientHealthListener.builder().probeEvery(1, HELD).build();
        train(new Dense().build(), 60, health);
        assertThat(health.trace().probes()).hasSizeLessThanOrEqualTo(20);
        assertThat(health.trace().probes().get(0).iteration()).isZero();
        assertThat(health.trace().probes().get(19).iteration()).isEqualTo(59);
    }

    @Test
    void aHeldBatchThatDoesNotFitIsToldAndTrainingGoesOn() {
        GradientHealthListener health = GradientHealthListener.builder()
                .probeEvery(1, Patients.blobs(16, 7))
                .build();

        MultiLayerNetwork network = train(new Dense().build(), 5, health);

        assertThat(network.getIterationCount()).isEqualTo(5);
        assertThat(health.trace().iterations()).isEqualTo(5);
        assertThat(health.trace().unread()).anyMatch(reason -> reason.contains("not probed on the held batch"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientHealthListener.builder().probeEvery(0, HELD))
                .withMessageContaining("positive");
    }

    @Test
    void detectorsJudgeTheProbedSignalWhereNoneCouldBeReadInPassing() {
        GradientHealthListener health =
                GradientHealthListener.builder().probeEvery(1, HELD).build();
        train(Dense.with(Patients::sigmoid).build(), 6, health);
        TraceSnapshot trace = health.trace();
        // As if full readings were off: only the probes are left.
        TraceSnapshot probed = new TraceSnapshot(
                trace.profile(),
                trace.environment(),
                trace.iterations(),
                trace.older(),
                trace.recent(),
                List.of(),
                trace.probes(),
                trace.inputs(),
                trace.outputs(),
                trace.activity(),
                trace.constantAnswer(),
                null,
                0,
                trace.cost(),
                trace.unread(),
                trace.interventions());

        Outcome outcome = Examination.standard()
                .examine(probed)
                .finding(Symptom.VANISHING_GRADIENT)
                .orElseThrow()
                .outcome();

        assertThat(Stream.of(Outcome.WARNING, Outcome.FAILING)).contains(outcome);
    }
}
