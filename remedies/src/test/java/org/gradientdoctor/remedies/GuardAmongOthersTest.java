package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gradientdoctor.remedies.GuardedNetworks.BATCH;
import static org.gradientdoctor.remedies.GuardedNetworks.faulty;
import static org.gradientdoctor.remedies.GuardedNetworks.fit;
import static org.gradientdoctor.remedies.GuardedNetworks.graph;
import static org.gradientdoctor.remedies.GuardedNetworks.spoil;
import static org.gradientdoctor.remedies.GuardedNetworks.stack;

import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.InvalidScoreIterationTerminationCondition;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** The guard beside early stopping, a health listener, other networks and other optimizers. */
class GuardAmongOthersTest {
    @Test
    void earlyStoppingGoesOnPastABatchWithNaN() {
        MultiLayerNetwork network = stack(new Adam(.01));
        TrainingGuard guard = TrainingGuard.create();
        network.setListeners(guard);
        EarlyStoppingResult<MultiLayerNetwork> result = new EarlyStoppingTrainer(
                        EarlyStoppingTests.<MultiLayerNetwork>configuration(), network, withFault())
                .fit();
        assertThat(result.getTerminationReason())
                .isEqualTo(EarlyStoppingResult.TerminationReason.EpochTerminationCondition);
        assertThat(result.getTotalEpochs()).isEqualTo(3);
        assertThat(guard.interventions()).hasSize(3);
    }

    @Test
    void earlyStoppingOfAGraphToldWhyItWasStopped() {
        ComputationGraph network = graph(new Adam(.01));
        TrainingGuard guard = TrainingGuard.builder().deadBatches(1).build();
        // The first epoch is well, so that there is a best model to load.
        BaseTrainingListener spoiler = new BaseTrainingListener() {
            @Override
            public void onEpochStart(Model model) {
                if (((ComputationGraph) model).getIterationCount() > 0) {
                    model.params().putScalar(0, Double.NaN);
                }
            }
        };
        network.setListeners(guard, spoiler);
        EarlyStoppingResult<ComputationGraph> result = new EarlyStoppingGraphTrainer(
                        EarlyStoppingTests.<ComputationGraph>configuration(),
                        network,
                        new ExistingDataSetIterator(List.of(BATCH, BATCH)))
                .fit();
        assertThat(result.getTerminationReason()).isEqualTo(EarlyStoppingResult.TerminationReason.Error);
        assertThat(result.getTerminationDetails()).contains("training was stopped at iteration 2");
    }

    private static ExistingDataSetIterator withFault() {
        return new ExistingDataSetIterator(List.of(BATCH, faulty(Double.NaN, 0), BATCH));
    }

    /** Early stopping that would end at the first score that is not finite, and after three epochs. */
    private static final class EarlyStoppingTests {
        static <T extends Model> EarlyStoppingConfiguration<T> configuration() {
            return new EarlyStoppingConfiguration.Builder<T>()
                    .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
                    .iterationTerminationConditions(new InvalidScoreIterationTerminationCondition())
                    .scoreCalculator(new DataSetLossCalculator(new ExistingDataSetIterator(List.of(BATCH)), true))
                    .modelSaver(new InMemoryModelSaver<>())
                    .build();
        }
    }

    @Test
    void interventionsAreEventsOfTheTraceInEitherOrder() {
        for (boolean first : new boolean[] {true, false}) {
            MultiLayerNetwork network = stack(new Adam(.01));
            TrainingGuard guard = TrainingGuard.create();
            GradientHealthListener health = GradientHealthListener.create();
            network.setListeners(first ? List.of(guard, health) : List.of(health, guard));
            fit(network, 5);
            network.fit(faulty(Double.NaN, 0));
            fit(network, 2);
            assertThat(health.trace().interventions())
                    .isEqualTo(guard.interventions())
                    .hasSize(1);
            assertThat(health.trace().iterations()).isEqualTo(8);
            assertThat(health.diagnosis().toString()).contains("skipped step 1 ×");
        }
    }

    @Test
    void aFaultOfTheGuardEndsTheGuardAndNotTheTraining() {
        MultiLayerNetwork network = stack(new Sgd(.1));
        TrainingGuard guard = TrainingGuard.create();
        network.setListeners(guard);
        fit(network, 3);
        // Another kind of updater has another state than the snapshot: the guard has nothing to go back to.
        for (var conf : network.getLayerWiseConfigurations().getConfs()) {
            ((BaseLayer) conf.getLayer()).setIUpdater(new Adam(.01));
        }
        network.setUpdater(null);
        spoil(network);
        int before = guard.interventions().size();
        fit(network, 3);
        assertThat(network.getIterationCount()).isEqualTo(7);
        assertThat(guard.interventions()).hasSize(before);
    }

    @Test
    void anotherNetworkIsPassedOver() {
        TrainingGuard guard = TrainingGuard.create();
        MultiLayerNetwork one = stack(new Sgd(.1));
        MultiLayerNetwork other = stack(new Sgd(.1));
        one.setListeners(guard);
        other.setListeners(guard);
        fit(one, 2);
        other.fit(faulty(Double.NaN, 0));
        assertThat(guard.interventions()).isEmpty();
        assertThat(Double.isFinite(other.params().sumNumber().doubleValue())).isFalse();
    }

    @Test
    void optimizersWithSeveralPassesAreNotGuarded() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .optimizationAlgo(OptimizationAlgorithm.LBFGS)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        TrainingGuard guard = TrainingGuard.create();
        network.setListeners(guard);
        fit(network, 2);
        assertThat(guard.interventions()).isEmpty();
        assertThat(network.getIterationCount()).isEqualTo(2);
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        TrainingGuardBuilder builder = TrainingGuard.builder();
        assertThatThrownBy(() -> builder.spikeScore(0)).hasMessageContaining("spike score is 0.0");
        assertThatThrownBy(() -> builder.normFactor(1)).hasMessageContaining("above 1");
        assertThatThrownBy(() -> builder.lossFactor(Double.NaN)).hasMessageContaining("above 1");
        assertThatThrownBy(() -> builder.lowering(1)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> builder.snapshotEvery(0)).hasMessageContaining("1 or more");
        assertThatThrownBy(() -> builder.window(-1)).hasMessageContaining("window is -1");
        assertThatThrownBy(() -> builder.quiet(0)).hasMessageContaining("quiet stretch");
        assertThatThrownBy(() -> builder.deadBatches(0)).hasMessageContaining("dead batches");
        assertThatThrownBy(() -> builder.spikesInWindow(-1)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> builder.lowerings(-1)).hasMessageContaining("0 or more");
    }
}
