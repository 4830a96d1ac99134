package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

@SuppressWarnings("NullAway") // null is among what is tested
class RepairInputTest {
    private final MultiLayerNetwork network = SickNetworks.dead();
    private final State before = State.of(network);

    private RepairReport repair(DataSetIterator training, DataSetIterator validation, RepairPlan plan) {
        return RemedyAdvisor.standard().repair(network, training, validation, plan);
    }

    private RepairReport repair(RepairPlan plan) {
        return repair(TwoMoons.of(200, 1), TwoMoons.of(60, 2), plan);
    }

    @Test
    void cancellingEndsItAndGivesTheNetworkBack() {
        AtomicInteger asked = new AtomicInteger();
        RepairReport report = repair(RepairPlan.builder()
                .cancelWhen(() -> asked.incrementAndGet() > 50)
                .build());
        assertThat(report.result()).isEqualTo(RepairReport.Result.STOPPED);
        assertThat(report.summary()).contains("it was cancelled").contains("the given network comes back");
        assertThat(report.model()).isSameAs(network);
        before.assertUnchanged(network);
    }

    @Test
    void aRepairThatIsStoppedAfterSomethingWasAcceptedHandsThatOut() {
        List<Trial> seen = new ArrayList<>();
        RepairReport report = repair(RepairPlan.builder()
                .onTrial(seen::add)
                .cancelWhen(() -> seen.size() >= 8)
                .build());
        assertThat(report.result()).isEqualTo(RepairReport.Result.STOPPED);
        assertThat(report.summary()).contains("What had been accepted by then comes back");
        assertThat(report.accepted()).isPresent();
        assertThat(report.model()).isNotSameAs(network);
        before.assertUnchanged(network);
    }

    @Test
    void aLimitOfTimeEndsItAndTheReportSaysThatItCannotBeRepeated() {
        AtomicLong clock = new AtomicLong();
        RepairReport report = repair(RepairPlan.builder()
                .timeLimit(Duration.ofMillis(50))
                .clock(() -> clock.addAndGet(1_000_000))
                .build());
        assertThat(report.result()).isEqualTo(RepairReport.Result.STOPPED);
        assertThat(report.summary()).contains("its time limit (0.05");
        assertThat(report.provenance().repeatable()).isFalse();
        assertThat(report.toString()).contains("another run may end otherwise");
        before.assertUnchanged(network);
    }

    @Test
    void aMetricThatThrowsIsAFailedTrialWithItsMessage() {
        RepairReport report = repair(RepairPlan.builder()
                .treatments(1)
                .metric(Metric.of("mine", model -> {
                    throw new IllegalStateException("of the user's own");
                }))
                .build());
        assertThat(report.result()).isEqualTo(RepairReport.Result.NO_REMEDY_HELPED);
        assertThat(report.trials())
                .allSatisfy(trial -> assertThat(trial.failed().orElse(""))
                        .contains("metric mine threw")
                        .contains("of the user's own"));
        before.assertUnchanged(network);
    }

    @Test
    void aMetricOfTheUsersOwnDecides() {
        RepairReport report = repair(RepairPlan.builder()
                .metric(Metric.share(
                        "accuracy",
                        model -> ((MultiLayerNetwork) model)
                                .evaluate(TwoMoons.of(60, 2))
                                .accuracy()))
                .build());
        assertThat(report.result()).isEqualTo(RepairReport.Result.REPAIRED);
    }

    @Test
    void anIteratorThatCannotBeResetIsRefusedOrUsedUpWhereTheUserSaysSo() {
        assertThatThrownBy(() -> repair(onlyOnce(), TwoMoons.of(60, 2), RepairPlan.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the training iterator")
                .hasMessageContaining("cannot be reset")
                .hasMessageContaining("useUpIterators(true)");
        RepairReport report = repair(
                onlyOnce(),
                TwoMoons.of(60, 2),
                RepairPlan.builder().useUpIterators(true).build());
        assertThat(report.result()).isEqualTo(RepairReport.Result.REPAIRED);
        before.assertUnchanged(network);
    }

    private static DataSetIterator onlyOnce() {
        List<DataSet> batches = new ArrayList<>();
        TwoMoons.of(200, 1).forEachRemaining(batches::add);
        return new ListDataSetIterator<>(batches, TwoMoons.BATCH) {
            @Override
            public boolean resetSupported() {
                return false;
            }

            @Override
            public void reset() {
                throw new UnsupportedOperationException("this iterator reads a stream");
            }
        };
    }

    @Test
    void dataThatIsMissingOrEmptyIsRefused() {
        assertThatThrownBy(() -> repair(TwoMoons.of(200, 1), TwoMoons.of(0, 2), RepairPlan.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the validation iterator gives no minibatch");
        assertThatThrownBy(() -> repair((DataSetIterator) null, TwoMoons.of(60, 2), RepairPlan.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no training iterator");
        assertThatThrownBy(() -> RemedyAdvisor.standard()
                        .repair(network, (MultiDataSetIterator) null, null, RepairPlan.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no training iterator");
        DataSet unlabeled = new DataSet(Nd4j.ones(4, 2), null);
        assertThatThrownBy(() -> repair(
                        new ListDataSetIterator<>(List.of(unlabeled), 4), TwoMoons.of(60, 2), RepairPlan.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the training iterator (ListDataSetIterator) threw at minibatch 0")
                .hasMessageContaining("null labels");
        assertThatThrownBy(() -> repair(
                        new ExistingDataSetIterator(List.of(unlabeled)), TwoMoons.of(60, 2), RepairPlan.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minibatch 0 of the training data has no labels");
        before.assertUnchanged(network);
    }

    @Test
    void dataOfAnotherShapeIsRefusedWithBothShapes() {
        DataSet wide = new DataSet(Nd4j.ones(4, 3), Nd4j.rand(4, 2));
        assertThatThrownBy(() ->
                        repair(new ListDataSetIterator<>(wide.asList(), 4), TwoMoons.of(60, 2), RepairPlan.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the training data does not fit the network")
                .hasMessageContaining("[4, 3]");
        DataSet classes = new DataSet(Nd4j.ones(4, 2), Nd4j.rand(4, 5));
        assertThatThrownBy(() -> repair(
                        TwoMoons.of(200, 1), new ListDataSetIterator<>(classes.asList(), 4), RepairPlan.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the validation data does not fit the network")
                .hasMessageContaining("[4, 5]");
    }

    @Test
    void dataThatTakesTooMuchMemoryIsRefused() {
        assertThatThrownBy(() -> repair(RepairPlan.builder().dataLimit(1000).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the training data takes more than")
                .hasMessageContaining("dataLimit");
    }

    @Test
    void anUninitializedOrUnknownModelIsRefused() {
        MultiLayerNetwork blank = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
                .build());
        assertThatThrownBy(() -> RemedyAdvisor.standard().repair(blank, TwoMoons.of(60, 1), TwoMoons.of(60, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not initialized");
        assertThatThrownBy(() -> RemedyAdvisor.standard().repair(null, TwoMoons.of(60, 1), TwoMoons.of(60, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null");
    }

    @Test
    void anIteratorsPreprocessorIsAppliedAndStays() {
        NormalizerStandardize normalizer = new NormalizerStandardize();
        DataSetIterator training = TwoMoons.of(200, 1);
        normalizer.fit(training);
        training.setPreProcessor(normalizer);
        DataSetIterator validation = TwoMoons.of(60, 2);
        validation.setPreProcessor(normalizer);
        assertThat(repair(training, validation, RepairPlan.standard()).result())
                .isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(training.getPreProcessor()).isSameAs(normalizer);
    }

    @Test
    void anInterruptedThreadEndsItAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        RepairReport report = repair(RepairPlan.standard());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.result()).isEqualTo(RepairReport.Result.STOPPED);
        assertThat(report.summary()).contains("interrupted");
    }

    @Test
    void aPlanRefusesWhatIsNoPlan() {
        RepairPlanBuilder plan = RepairPlan.builder();
        assertThatThrownBy(() -> plan.epochs(0)).hasMessageContaining("epochs");
        assertThatThrownBy(() -> plan.iterations(-1)).hasMessageContaining("iterations");
        assertThatThrownBy(() -> plan.seeds(1)).hasMessageContaining("better 4");
        assertThatThrownBy(() -> plan.timeLimit(Duration.ZERO)).hasMessageContaining("time limit");
        assertThatThrownBy(() -> plan.metric(null)).hasMessageContaining("metric");
        assertThatThrownBy(() -> Metric.of(" ", model -> 1)).hasMessageContaining("needs a name");
    }
}
