package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.gradientdoctor.core.trace.Intervention;
import org.gradientdoctor.core.trace.Intervention.Kind;
import org.gradientdoctor.core.trace.Intervention.Reason;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.remedies.clipping.GlobalNormClipping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class TrainingGuardTest {
    private static final DataSet BATCH = Networks.of(org.nd4j.linalg.api.buffer.DataType.FLOAT, new long[] {12, 4}, 3);

    private static MultiLayerNetwork stack(IUpdater updater) {
        return Networks.stack(Networks.start(updater)
                .activation(Activation.TANH)
                .weightDecay(1e-3)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
    }

    private static ComputationGraph graph(IUpdater updater) {
        ComputationGraph graph = new ComputationGraph(Networks.start(updater)
                .activation(Activation.TANH)
                .weightDecay(1e-3)
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", new DenseLayer.Builder().nOut(8).build(), "in")
                .addLayer("out", Networks.softmax(3).build(), "hidden")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(4))
                .build());
        graph.init();
        return graph;
    }

    /** Regression, whose loss has no upper bound. */
    private static MultiLayerNetwork regression(IUpdater updater) {
        return Networks.stack(Networks.start(updater)
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(4)));
    }

    private static DataSet faulty(double feature, double label) {
        DataSet faulty = BATCH.copy();
        if (feature != 0) {
            faulty.getFeatures().putScalar(0, feature);
        }
        if (label != 0) {
            faulty.getLabels().putScalar(0, label);
        }
        return faulty;
    }

    private static void fit(Model model, int iterations) {
        for (int i = 0; i < iterations; i++) {
            Networks.fit(model, BATCH);
        }
    }

    private static List<Kind> kinds(TrainingGuard guard) {
        return guard.interventions().stream().map(Intervention::kind).toList();
    }

    static Stream<Arguments> networks() {
        List<Supplier<IUpdater>> updaters = List.of(
                () -> new Sgd(.1),
                () -> new Nesterovs(.05, .9),
                () -> new Adam(.01),
                () -> new RmsProp(.01),
                () -> new AMSGrad(.01));
        return updaters.stream()
                .flatMap(updater -> Stream.of(
                        Arguments.of(stack(updater.get()), 0),
                        Arguments.of(graph(updater.get()), 1),
                        Arguments.of(stack(updater.get()), 2)));
    }

    /** The guard alone, before, and behind a clipping listener. */
    private static List<TrainingListener> with(TrainingGuard guard, int order) {
        TrainingListener clipping = new GlobalNormClipping(1e3);
        return order == 0 ? List.of(guard) : order == 1 ? List.of(guard, clipping) : List.of(clipping, guard);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aBatchWithNaNLeavesParametersAndUpdaterStateAsTheyAre(Model model, int order) {
        TrainingGuard guard = TrainingGuard.create();
        model.setListeners(with(guard, order));
        fit(model, 5);
        double loss = model.score();
        Map<String, List<Double>> parameters = State.parameters(model);
        List<Double> state = State.updater(model);
        Networks.fit(model, faulty(Double.NaN, 0));
        assertThat(State.parameters(model)).isEqualTo(parameters);
        assertThat(State.updater(model)).isEqualTo(state);
        assertThat(model.score()).as("the loss of the last step taken").isEqualTo(loss);
        assertThat(guard.interventions())
                .singleElement()
                .returns(Kind.SKIPPED_STEP, Intervention::kind)
                .returns(Reason.NON_FINITE, Intervention::reason)
                .returns(5L, Intervention::iteration);
        fit(model, 3);
        assertThat(State.parameters(model)).isNotEqualTo(parameters);
        assertThat(guard.interventions()).hasSize(1);
    }

    @Test
    void anAbsurdLabelIsPassedOver() {
        MultiLayerNetwork network = regression(new Adam(.01));
        TrainingGuard guard = TrainingGuard.create();
        network.setListeners(guard);
        fit(network, 40);
        Map<String, List<Double>> parameters = State.parameters(network);
        Networks.fit(network, faulty(0, 1e12));
        assertThat(State.parameters(network)).isEqualTo(parameters);
        assertThat(guard.interventions())
                .singleElement()
                .returns(Kind.SKIPPED_STEP, Intervention::kind)
                .returns(Reason.LOSS_JUMP, Intervention::reason);
    }

    /** Rates are set in new updaters, which must not take the place of the one at rest. */
    @Test
    void aStepThatIsPassedOverAndLowersTheRateIsNotTakenEither() {
        MultiLayerNetwork network = regression(new Adam(.01));
        TrainingGuard guard = TrainingGuard.builder().spikesInWindow(0).build();
        network.setListeners(guard);
        fit(network, 40);
        Map<String, List<Double>> parameters = State.parameters(network);
        List<Double> state = State.updater(network);
        Networks.fit(network, faulty(0, 1e12));
        assertThat(kinds(guard)).containsExactly(Kind.SKIPPED_STEP, Kind.LOWERED_RATE);
        assertThat(State.parameters(network)).isEqualTo(parameters);
        assertThat(State.updater(network)).isEqualTo(state);
    }

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

    /** NaN where parameters are: as if a step had spoiled them. */
    private static void spoil(Model model) {
        model.params().putScalar(0, Double.NaN);
        Networks.fit(model, BATCH);
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

    @ParameterizedTest
    @MethodSource("bothKinds")
    void clustersOfBatchesWithNaNArePassedOverHoweverOftenTheyCome(Model model) {
        TrainingGuard guard = TrainingGuard.create();
        model.setListeners(guard);
        fit(model, 30);
        DataSet faulty = faulty(Double.NaN, 0);
        for (int cluster = 0; cluster < 15; cluster++) {
            for (int i = 0; i < 4; i++) {
                Networks.fit(model, faulty);
            }
            fit(model, 3);
        }
        assertThat(guard.interventions())
                .hasSize(60)
                .allMatch(each -> each.kind() == Kind.SKIPPED_STEP && each.rateFactor() == 1);
    }

    static Stream<Model> bothKinds() {
        return Stream.of(stack(new Adam(.01)), graph(new Adam(.01)));
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
    void aSegmentWithNaNHandsNothingOnToTheNextOne() {
        Networks.Case truncated = RecurrentNetworks.truncated();
        TrainingGuard guard = TrainingGuard.create();
        truncated.model().setListeners(guard);
        truncated.fit(truncated.model(), 3);
        DataSet faulty = truncated.batch().copy();
        faulty.getFeatures().putScalar(0, 0, 0, Double.NaN);
        Networks.fit(truncated.model(), faulty);
        // The NaN is in the first time step, so only the first segment is passed over.
        assertThat(kinds(guard)).containsExactly(Kind.SKIPPED_STEP);
        assertThat(Double.isFinite(truncated.model().score())).isTrue();
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
            ((org.deeplearning4j.nn.conf.layers.BaseLayer) conf.getLayer()).setIUpdater(new Adam(.01));
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
