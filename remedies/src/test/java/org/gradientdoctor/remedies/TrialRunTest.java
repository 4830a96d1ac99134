package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.remedies.trial.MetricChoice;
import org.gradientdoctor.remedies.trial.MinibatchReader;
import org.gradientdoctor.remedies.trial.Minibatches;
import org.gradientdoctor.remedies.trial.StopSignal;
import org.gradientdoctor.remedies.trial.TrialRun;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class TrialRunTest {
    private static final StopSignal NEVER = StopSignal.on(() -> false);

    private final Minibatches data = new MinibatchReader("training", false, 1L << 20).read(TwoMoons.of(100, 1));

    private static MultiLayerNetwork dropping() {
        return SickNetworks.stack(Activation.RELU, new Adam(.01), 3, .8);
    }

    private TrialRun run(MultiLayerNetwork network) {
        return new TrialRun(network, data, 3, 60);
    }

    @Test
    void aRunThatPausesIsBitForBitOneThatDoesNot() throws InterruptedException {
        TrialRun whole = run(dropping());
        whole.trainTo(60, NEVER);
        TrialRun parts = run(dropping());
        parts.trainTo(17, NEVER);
        // Whatever the thread draws between, and whichever thread goes on.
        Nd4j.rand(5);
        parts.trainTo(41, NEVER);
        Nd4j.rand(7);
        Thread other = new Thread(() -> parts.trainTo(60, NEVER));
        other.start();
        other.join();
        assertThat(State.parameters(parts.network())).isEqualTo(State.parameters(whole.network()));
        assertThat(parts.losses()).isEqualTo(whole.losses());
        assertThat(parts.diagnosis().findings().toString())
                .isEqualTo(whole.diagnosis().findings().toString());
        assertThat(parts.diagnosis().trace().latestFull())
                .isEqualTo(whole.diagnosis().trace().latestFull());
    }

    @Test
    void anotherSeedIsAnotherRun() {
        TrialRun one = run(dropping());
        one.trainTo(20, NEVER);
        TrialRun other = new TrialRun(dropping(), data, 4, 60);
        other.trainTo(20, NEVER);
        assertThat(other.losses()).isNotEqualTo(one.losses());
    }

    @Test
    void aRunThatDivergesEndsWithTheReasonAndNothingToMeasure() {
        TrialRun run = run(SickNetworks.stack(Activation.RELU, new Sgd(1e30), 3, 1));
        run.trainTo(60, NEVER);
        assertThat(run.iterations()).isLessThan(60);
        assertThat(run.failure().orElse("")).contains("parameters were not finite after iteration");
        assertThat(run.measure(Metric.accuracy(), data)).isNaN();
        assertThat(run.diagnosis().verdict()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void theMetricFitsTheLabels() {
        assertThat(MetricChoice.of(dropping(), data).name()).isEqualTo("accuracy");
    }

    @Test
    void aRunIsHandedOverWithoutItsListener() {
        TrialRun run = run(dropping());
        run.trainTo(5, NEVER);
        assertThat(((MultiLayerNetwork) run.handOver()).getListeners()).isEmpty();
    }
}
