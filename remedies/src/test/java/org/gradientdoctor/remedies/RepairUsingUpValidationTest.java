package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.RepairReport.Result;
import org.gradientdoctor.remedies.clipping.GlobalNormClipping;
import org.gradientdoctor.remedies.remedy.ClipGlobalNorm;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** What comes back goes on with the validation data, where the plan uses them up. */
class RepairUsingUpValidationTest {
    private static final int PLANNED = 100;
    /** Two fifths of the plan. */
    private static final int BEYOND = 40;

    private static final Recommendation CURE = KnownWorth.recommended(new Mark("layer0"), SickNetworks.revived());

    /** So good that no other trial is needed. */
    private static final Metric GOOD = Metric.share("known", model -> new Mark("layer0").isIn(model) ? .99 : .1);

    private static RepairPlanBuilder plan() {
        return RepairPlan.builder().iterations(PLANNED);
    }

    private static RepairPlanBuilder usingUp() {
        return plan().useUpValidation(true);
    }

    private static RepairReport repair(RepairPlanBuilder plan) {
        return KnownWorth.repair(CURE, 60, plan);
    }

    private static RepairReport repair(MultiLayerNetwork network, DataSetIterator validation, RepairPlanBuilder plan) {
        return RemedyAdvisor.prescribing((model, diagnosis, batch) -> List.of(CURE))
                .repair(network, TwoMoons.of(200, 1), validation, plan.build());
    }

    private static int iterations(Model model) {
        return ((MultiLayerNetwork) model).getIterationCount();
    }

    private static double accuracy(Model model) {
        return ((MultiLayerNetwork) model).evaluate(TwoMoons.of(200, 3)).accuracy();
    }

    private static List<DataSet> batches(DataSetIterator iterator) {
        List<DataSet> batches = new ArrayList<>();
        iterator.forEachRemaining(batches::add);
        return batches;
    }

    @Test
    void itIsTheShownNetworkTrainedOnAsAnyoneWouldOnAllData() {
        RepairReport shown = repair(plan().metric(GOOD));
        MultiLayerNetwork expected = (MultiLayerNetwork) shown.model();
        List<DataSet> all = batches(TwoMoons.of(200, 1));
        List<DataSet> added = rows(batches(TwoMoons.of(60, 2)));
        for (int hand = 0; hand < 3; hand++) {
            int first = hand;
            all.add(DataSet.merge(IntStream.iterate(first, row -> row < 60, row -> row + 3)
                    .mapToObj(added::get)
                    .toList()));
        }
        List<Integer> order =
                new ArrayList<>(Stream.iterate(0, i -> i + 1).limit(all.size()).toList());
        long seed = shown.trials().stream()
                .filter(trial -> trial.iterations() == PLANNED)
                .collect(Collectors.collectingAndThen(Collectors.toList(), ends -> {
                    assertThat(ends).hasSize(1);
                    return ends.get(0).seed();
                }));
        Random random = new Random(seed);
        Nd4j.getRandom().setSeed(seed);
        for (int i = 0; i < BEYOND; i++) {
            if (i % all.size() == 0) {
                Collections.shuffle(order, random);
            }
            expected.fit(all.get(order.get(i % all.size())));
        }

        RepairReport report = repair(usingUp().metric(GOOD));

        assertThat(State.parameters(report.model())).isEqualTo(State.parameters(expected));
        assertThat(State.updater(report.model())).isEqualTo(State.updater(expected));
    }

    @Test
    void whatIsSaidIsFromBefore() {
        RepairReport shown = repair(plan());
        RepairReport report = repair(usingUp());

        assertThat(report.result()).isEqualTo(Result.REPAIRED);
        assertThat(report.summary())
                .isEqualTo(shown.summary() + " It went on for 40 iterations with the validation data among its training"
                        + " data; what is said of it is from before.");
        assertThat(report.gain()).isEqualTo(shown.gain());
        assertThat(report.effect()).isEqualTo(shown.effect());
        assertThat(report.accepted()).isEqualTo(shown.accepted());
        assertThat(report.trials().stream().map(Trial::looks))
                .isEqualTo(shown.trials().stream().map(Trial::looks).toList());
        assertThat(report.cost().iterations()).isEqualTo(shown.cost().iterations() + BEYOND);
        assertThat(report.cost().plainTrainings()).isEqualTo(shown.cost().plainTrainings() + .4);
        assertThat(report.cost().looks()).isEqualTo(shown.cost().looks());
        assertThat(iterations(report.model())).isEqualTo(PLANNED + BEYOND);
        assertThat(((MultiLayerNetwork) report.model()).getListeners()).isEmpty();
        assertThat(accuracy(report.model())).isGreaterThan(.95);
    }

    @Test
    void theGivenNetworkTheDataAndTheRandomStateStay() {
        MultiLayerNetwork network = SickNetworks.dead();
        DataSetIterator validation = TwoMoons.of(60, 2);
        List<DataSet> before = batches(TwoMoons.of(60, 2));
        State state = State.of(network);

        RepairReport report = repair(network, validation, usingUp());

        assertThat(iterations(report.model())).isEqualTo(PLANNED + BEYOND);
        state.assertUnchanged(network);
        assertThat(batches(validation)).isEqualTo(before);
    }

    @Test
    void theSameSeedsGiveTheSameNetworkWithAnyNumberOfParallelTrials() {
        RepairReport one = repair(usingUp().parallelTrials(1));
        RepairReport four = repair(usingUp().parallelTrials(4));
        assertThat(State.parameters(four.model())).isEqualTo(State.parameters(one.model()));
        assertThat(four.summary()).isEqualTo(one.summary());
    }

    @Test
    void whereItBecomesWorseItIsLeftAsItWas() {
        Metric metric = Metric.share(
                "known", model -> !new Mark("layer0").isIn(model) ? .1 : iterations(model) > PLANNED ? .94 : .95);
        RepairReport shown = repair(plan().metric(metric));
        RepairReport report = repair(usingUp().metric(metric));
        assertThat(report.result()).isEqualTo(Result.REPAIRED);
        assertThat(report.summary())
                .endsWith("It did not go on with the validation data among its training data, as it came"
                        + " from known 0.950 to known 0.940.");
        assertThat(State.parameters(report.model())).isEqualTo(State.parameters(shown.model()));
        assertThat(report.cost().iterations()).isEqualTo(shown.cost().iterations() + BEYOND);
    }

    private static RepairReport repairedUnder(ISchedule schedule) {
        RepairReport report = RemedyAdvisor.prescribing(
                        (model, diagnosis, batch) -> List.of(KnownWorth.recommended(SickNetworks.rectified())))
                .repair(
                        SickNetworks.stack(Activation.SIGMOID, new Sgd(schedule), 10, 1),
                        TwoMoons.of(200, 1),
                        TwoMoons.of(60, 2),
                        usingUp().build());
        assertThat(report.result()).as(report::toString).isEqualTo(Result.REPAIRED);
        assertThat(iterations(report.model())).isEqualTo(PLANNED);
        return report;
    }

    /** Behind the plan the schedule's rate is far too high. */
    @Test
    void whereItFailsItIsLeftAsItWas() {
        RepairReport report = repairedUnder(new MapSchedule(ScheduleType.ITERATION, Map.of(0, .1, PLANNED, 1e30)));
        assertThat(report.summary()).contains("It did not go on", "parameters were not finite");
        assertThat(State.parameters(report.model()).values())
                .allSatisfy(values ->
                        assertThat(values).allSatisfy(value -> assertThat(value).isFinite()));
    }

    /** Deeplearning4j's own schedules end at a rate of nothing. */
    @Test
    void whereItsRateIsUsedUpItIsLeftAsItWas() {
        RepairReport report = repairedUnder(new PolySchedule(ScheduleType.ITERATION, .1, 1, PLANNED));
        assertThat(report.summary()).endsWith(", as its parameters do not change any more.");
    }

    /** The loss of a step is that of before it, so that the last one may poison the weights unseen. */
    @Test
    void whatTheLastStepPoisonsIsLeftAsItWas() {
        RepairReport report =
                repairedUnder(new MapSchedule(ScheduleType.ITERATION, Map.of(0, .1, PLANNED + BEYOND - 1, 1e40)));
        assertThat(report.summary()).endsWith(", as parameters were not finite after it.");
    }

    @Test
    void whereSomethingFailsInItItIsLeftAsItWas() {
        RepairReport report = repairedUnder(new MapSchedule(ScheduleType.ITERATION, Map.of(0, .1, PLANNED, .5)));
        assertThat(report.summary()).containsPattern("It did not go on .*, as this failed then: GH0\\d\\d");
    }

    /** A listener of its own does the clipping. */
    @Test
    void whatATreatmentHasMountedGoesAlong() {
        List<String> layers = List.of("layer0", "layer1", "layer2");
        Recommendation clipped =
                KnownWorth.recommended(new Mark("layer0"), SickNetworks.revived(), new ClipGlobalNorm(layers, 1));
        RepairReport report = KnownWorth.repair(clipped, 60, usingUp().metric(GOOD));
        assertThat(report.summary()).contains("It went on for 40 iterations");
        assertThat(((MultiLayerNetwork) report.model()).getListeners())
                .hasSize(1)
                .hasOnlyElementsOfType(GlobalNormClipping.class);
    }

    @Test
    void whereMeasuringThrowsItIsLeftAsItWas() {
        Metric metric = Metric.share("known", model -> {
            if (iterations(model) > PLANNED) {
                throw new IllegalStateException("no such network");
            }
            return new Mark("layer0").isIn(model) ? .99 : .1;
        });
        RepairReport report = repair(usingUp().metric(metric));
        assertThat(report.result()).isEqualTo(Result.REPAIRED);
        assertThat(report.summary()).endsWith(", as it came from known 0.990 to known none.");
        assertThat(iterations(report.model())).isEqualTo(PLANNED);
    }

    @Test
    void whereItIsCancelledItIsLeftAsItWas() {
        AtomicInteger asked = new AtomicInteger();
        RepairReport shown = repair(plan().parallelTrials(1).cancelWhen(() -> asked.incrementAndGet() < 0));
        int enough = asked.getAndSet(0) + 5;
        RepairReport report = repair(usingUp().parallelTrials(1).cancelWhen(() -> asked.incrementAndGet() > enough));
        assertThat(report.result()).isEqualTo(Result.REPAIRED);
        assertThat(report.summary()).endsWith(", as it was cancelled.");
        assertThat(State.parameters(report.model())).isEqualTo(State.parameters(shown.model()));
        assertThat(report.cost().iterations()).isEqualTo(shown.cost().iterations() + 5);
    }

    @Test
    void examplesThatAreFarTooLargeStayOut() {
        List<DataSet> batches = batches(TwoMoons.of(60, 2));
        batches.get(1).getFeatures().putScalar(3, 0, 1e12);
        batches.get(2).getFeatures().putScalar(5, 1, -1e6);
        RepairReport report = repair(SickNetworks.dead(), new ListDataSetIterator<>(rows(batches), 20), usingUp());
        assertThat(report.summary())
                .contains(
                        "It went on for 40 iterations with 58 of 60 validation examples, the others being far too large"
                                + " or not finite, among its training data");
        assertThat(accuracy(report.model())).isGreaterThan(.95);
    }

    @Test
    void whereNoExampleIsFiniteItIsLeftAsItWas() {
        List<DataSet> batches = batches(TwoMoons.of(60, 2));
        batches.forEach(batch -> batch.getFeatures().assign(Double.NaN));
        RepairReport report = repair(
                SickNetworks.dead(),
                new ListDataSetIterator<>(rows(batches), 20),
                usingUp().metric(GOOD));
        assertThat(report.result()).isEqualTo(Result.REPAIRED);
        assertThat(report.summary())
                .endsWith(", as none of these is finite and no larger than a hundred times what it was trained on.");
        assertThat(iterations(report.model())).isEqualTo(PLANNED);
    }

    private static List<DataSet> rows(List<DataSet> batches) {
        return batches.stream().flatMap(batch -> batch.asList().stream()).toList();
    }

    @Test
    void whatComesBackWithoutFaultyExamplesGoesOnToo() {
        List<DataSet> batches = batches(TwoMoons.of(200, 1));
        batches.get(2).getFeatures().putScalar(3, 0, Double.NaN);
        RepairReport report = RemedyAdvisor.standard()
                .repair(
                        SickNetworks.stack(Activation.RELU, new Adam(.01), 2, 1),
                        new ListDataSetIterator<>(rows(batches), 20),
                        TwoMoons.of(60, 2),
                        usingUp().build());
        assertThat(report.result()).as(report::toString).isEqualTo(Result.CLEANED);
        assertThat(iterations(report.model())).isEqualTo(PLANNED + BEYOND);
        assertThat(report.summary()).contains("it comes back trained so. It went on for 40 iterations");
        assertThat(RepairReport.fromJson(report.toJson(), report.model()).cost())
                .isEqualTo(report.cost());
    }

    @Test
    void whatComesBackAsGivenIsNotTrained() {
        MultiLayerNetwork network = SickNetworks.stack(Activation.RELU, new Adam(.01), 2, 1);
        State before = State.of(network);
        RepairReport report = RemedyAdvisor.standard()
                .repair(
                        network,
                        TwoMoons.of(200, 1),
                        TwoMoons.of(60, 2),
                        usingUp().build());
        assertThat(report.result()).isEqualTo(Result.HEALTHY);
        assertThat(report.model()).isSameAs(network);
        before.assertUnchanged(network);
    }
}
