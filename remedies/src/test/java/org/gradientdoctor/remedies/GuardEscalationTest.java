package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gradientdoctor.remedies.GuardedNetworks.BATCH;
import static org.gradientdoctor.remedies.GuardedNetworks.faulty;
import static org.gradientdoctor.remedies.GuardedNetworks.fit;
import static org.gradientdoctor.remedies.GuardedNetworks.kinds;
import static org.gradientdoctor.remedies.GuardedNetworks.regression;
import static org.gradientdoctor.remedies.GuardedNetworks.spoil;
import static org.gradientdoctor.remedies.GuardedNetworks.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.core.trace.Intervention.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** What the guard does where passing over is not enough: back, slower, and an end. */
class GuardEscalationTest {
    /** Parameters and updater state after each iteration. */
    private static final class History extends BaseTrainingListener {
        private final Map<Long, Map<String, List<Double>>> parameters = new HashMap<>();
        private final Map<Long, List<Double>> states = new HashMap<>();

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            parameters.put((long) iteration, State.parameters(model));
            List<Double> state = State.updater(model);
            states.put((long) iteration, state == null ? List.of() : state);
        }
    }

    static Stream<Arguments> spikes() {
        return Stream.of(
                Arguments.of((Supplier<Model>) () -> regression(new Nesterovs(spike(.02, 150, 1), .9))),
                Arguments.of((Supplier<Model>) () -> regression(new Adam(spike(.01, 150, 1)))));
    }

    private static MapSchedule spike(double rate, int at, int iterations) {
        return new MapSchedule(ScheduleType.ITERATION, Map.of(0, rate, at, 1000 * rate, at + iterations, rate));
    }

    @ParameterizedTest
    @MethodSource("spikes")
    void afterARateSpikeParametersAndUpdaterStateAreThoseOfTheSnapshot(Supplier<Model> made) {
        Model model = made.get();
        TrainingGuard guard = TrainingGuard.create();
        History history = new History();
        model.setListeners(guard, history);
        fit(model, 175);
        Intervention back = guard.interventions().stream()
                .filter(each -> each.kind() == Kind.ROLLED_BACK)
                .findFirst()
                .orElseThrow();
        // One snapshot every 10 iterations from the start on; the one of iteration 149 was confirmed by none after it.
        assertThat(back.iteration()).isGreaterThan(150);
        assertThat(back.backTo()).isEqualTo(139);
        assertThat(history.parameters.get(back.iteration())).isEqualTo(history.parameters.get(139L));
        assertThat(history.states.get(back.iteration())).isEqualTo(history.states.get(139L));
        assertThat(history.parameters.get(150L)).isNotEqualTo(history.parameters.get(139L));
    }

    @Test
    void ratesAreLoweredWithTheirSchedulesForThisNetworkAloneAndRisenAgain() {
        StepSchedule steps = new StepSchedule(ScheduleType.ITERATION, .05, .9, 10);
        MultiLayerNetwork network = Networks.stack(Networks.start(new Nesterovs(steps, .9))
                .biasUpdater(new Sgd(.03))
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(new DenseLayer.Builder().nOut(8).updater(new Adam(.02)).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        MultiLayerNetwork sibling = network.clone();
        String before = network.getLayerWiseConfigurations().toJson();
        TrainingGuard guard = TrainingGuard.builder().quiet(20).build();
        network.setListeners(guard);
        fit(network, 20);
        List<Double> rates = rates(network);
        spoil(network);
        fit(network, 3);
        spoil(network);
        Networks.fit(network, BATCH);
        assertThat(kinds(guard)).containsExactly(Kind.ROLLED_BACK, Kind.ROLLED_BACK, Kind.LOWERED_RATE);
        List<Double> lowered = rates(network);
        int decays = network.getIterationCount() / 10;
        for (int i = 0; i < rates.size(); i++) {
            assertThat(lowered.get(i)).as("rate %d", i).isIn(rates.get(i) / 2, .025 * Math.pow(.9, decays));
        }
        assertThat(rates(sibling)).contains(.02, .03);
        MultiLayerNetwork read = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(
                network.getLayerWiseConfigurations().toJson()));
        read.init();
        read.setIterationCount(network.getIterationCount());
        assertThat(rates(read)).isEqualTo(lowered);
        fit(network, 30);
        assertThat(kinds(guard)).endsWith(Kind.RAISED_RATE);
        network.setIterationCount(sibling.getIterationCount());
        assertThat(network.getLayerWiseConfigurations().toJson()).isEqualTo(before);
    }

    /** The rates that updater blocks would apply now, in order. */
    private static List<Double> rates(MultiLayerNetwork network) {
        List<Double> rates = new ArrayList<>();
        ((BaseMultiLayerUpdater<?>) network.getUpdater())
                .getUpdaterBlocks()
                .forEach(block -> rates.add(block.getGradientUpdater()
                        .getConfig()
                        .getLearningRate(network.getIterationCount(), network.getEpochCount())));
        return rates;
    }

    @Test
    void trainingThatCannotBeHealedEndsWithTheReasonAndAHealthyNetwork() {
        MultiLayerNetwork network = stack(new Sgd(.1));
        TrainingGuard guard = TrainingGuard.builder().lowerings(2).build();
        network.setListeners(guard);
        fit(network, 5);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        spoil(network);
                    }
                })
                .isInstanceOf(TrainingStoppedException.class)
                .hasMessageContaining("stopped at iteration 8")
                .hasMessageContaining("lowered 2 times, to 0.25")
                .hasMessageContaining("rolled back 4 ×")
                .hasMessageContaining("smaller rate");
        assertThat(Double.isFinite(network.params().sumNumber().doubleValue())).isTrue();
        assertThat(guard.stopped()).isPresent();
        assertThat(guard.stopped().orElseThrow().interventions()).isEqualTo(guard.interventions());
    }

    @Test
    void nothingButBatchesWithNaNEndTraining() {
        MultiLayerNetwork network = stack(new Adam(.01));
        TrainingGuard guard = TrainingGuard.builder().deadBatches(7).build();
        network.setListeners(guard);
        fit(network, 5);
        DataSet faulty = faulty(Double.NaN, 0);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        network.fit(faulty);
                    }
                })
                .isInstanceOf(TrainingStoppedException.class)
                .hasMessageContaining("7 batches in a row")
                .hasMessageContaining("NaN or infinities in features or labels");
        assertThat(kinds(guard)).endsWith(Kind.STOPPED).doesNotContain(Kind.LOWERED_RATE, Kind.ROLLED_BACK);
    }

    /** A loss that is not finite at finite parameters and data, as where activations overflow. */
    @Test
    void batchesThatOverflowAreTheParametersFaultAfterThree() {
        MultiLayerNetwork network = regression(new Sgd(.01));
        TrainingGuard guard = TrainingGuard.create();
        network.setListeners(guard);
        fit(network, 30);
        DataSet overflowing = faulty(0, 1e30);
        for (int i = 0; i < 3; i++) {
            network.fit(overflowing);
        }
        assertThat(kinds(guard)).containsExactly(Kind.SKIPPED_STEP, Kind.SKIPPED_STEP, Kind.ROLLED_BACK);
    }

    @Test
    void parametersThatAreNaNFromTheStartEndTrainingBeforeItBegins() {
        MultiLayerNetwork network = stack(new Sgd(.1));
        network.params().putScalar(0, Double.NaN);
        float[] before = network.params().dup().toFloatVector();
        TrainingGuard guard = TrainingGuard.create();
        network.setListeners(guard);
        assertThatThrownBy(() -> network.fit(BATCH))
                .isInstanceOf(TrainingStoppedException.class)
                .hasMessageContaining("not finite before the first step")
                .hasMessageNotContaining("rolled back");
        assertThat(kinds(guard)).containsExactly(Kind.STOPPED);
        assertThat(network.params().toFloatVector()).isEqualTo(before);
    }

    /** A squared gradient that overflows is infinite in Adam's state, the update is zero, and nothing else shows it. */
    @Test
    void anUpdaterStateThatIsInfiniteIsNotKept() {
        MultiLayerNetwork network = stack(new Adam(.01));
        TrainingGuard guard = TrainingGuard.create();
        network.setListeners(guard);
        fit(network, 30);
        INDArray state = network.getUpdater().getStateViewArray();
        state.putScalar(state.length() - 1, Double.POSITIVE_INFINITY);
        fit(network, 11);
        assertThat(kinds(guard)).containsExactly(Kind.ROLLED_BACK);
        assertThat(state.isInfinite().any()).isFalse();
    }
}
