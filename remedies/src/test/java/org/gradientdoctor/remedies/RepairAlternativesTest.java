package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** What becomes of advice behind the treatment that was accepted, where a metric reads their worth off the network. */
class RepairAlternativesTest {
    private static final int PLANNED = 100;

    private static final Mark FIRST = new Mark("layer0");
    private static final Mark SECOND = new Mark("layer1");
    private static final Mark THIRD = new Mark("layer2");
    private static final List<Mark> OTHERS =
            IntStream.range(2, 6).mapToObj(i -> new Mark("layer2", i)).toList();

    /** Ends what fails and is worth nothing by itself. */
    private static final Recommendation USELESS = recommended();
    /** Worth half. */
    private static final Recommendation HALF = recommended(FIRST);
    /** Worth all, and does what the half does and more. */
    private static final Recommendation WHOLE = recommended(FIRST, SECOND);
    /** Worth all in another way. */
    private static final Recommendation OTHER = recommended(SECOND, THIRD);

    private static Recommendation recommended(Remedy... marks) {
        return new Recommendation(
                Stream.concat(Stream.of(SickNetworks.revived()), Stream.of(marks))
                        .toList(),
                "Its worth is known.");
    }

    private static RepairReport repair(double worth, List<Recommendation> advice) {
        return repair(model -> .1 + worth * marks(model), advice, plan -> {});
    }

    private static RepairReport repair(
            ToDoubleFunction<Model> worth, List<Recommendation> advice, Consumer<RepairPlanBuilder> more) {
        RepairPlanBuilder plan = RepairPlan.builder().iterations(PLANNED).metric(Metric.share("marks", worth));
        more.accept(plan);
        return RemedyAdvisor.prescribing((model, diagnosis, batch) -> advice)
                .repair(SickNetworks.dead(), TwoMoons.of(200, 1), TwoMoons.of(60, 2), plan.build());
    }

    private static long marks(Model model) {
        return Stream.concat(Stream.of(FIRST, SECOND, THIRD), OTHERS.stream())
                .filter(mark -> mark.isIn(model))
                .count();
    }

    private static List<Trial> trials(RepairReport report, Recommendation treatment) {
        return report.trials().stream()
                .filter(trial -> trial.treatment().equals(List.of(treatment)))
                .toList();
    }

    @Test
    void whatWasAdvisedBehindAPoorTreatmentIsTriedOnceAndComesBackWhereItIsBetter() {
        RepairReport report = repair(.42, List.of(HALF, OTHER));
        assertThat(report.steps()).as(report::toString).containsExactly(OTHER);
        assertThat(report.gain().repaired()).isCloseTo(.94, within(1e-9));
        assertThat(trials(report, HALF)).hasSize(4);
        assertThat(trials(report, OTHER))
                .singleElement()
                .satisfies(trial -> assertThat(trial.iterations()).isEqualTo(PLANNED));
    }

    @Test
    void whatDoesTheSameAndMoreIsTriedFirstAndNothingBehindWhatIsNoLongerPoor() {
        RepairReport report = repair(.42, List.of(HALF, USELESS, OTHER, WHOLE));
        assertThat(report.steps()).as(report::toString).containsExactly(WHOLE);
        assertThat(trials(report, USELESS)).isEmpty();
        assertThat(trials(report, OTHER)).isEmpty();
    }

    @Test
    void whatIsNoBetterThanNoTreatmentAtTheFirstLookIsTrainedNoFurther() {
        RepairReport report = repair(.42, List.of(HALF, USELESS));
        assertThat(report.steps()).as(report::toString).containsExactly(HALF);
        assertThat(trials(report, USELESS))
                .singleElement()
                .satisfies(trial -> assertThat(trial.iterations()).isEqualTo(PLANNED / 5));
    }

    @Test
    void nothingElseIsTriedWhereTheAcceptedTreatmentEndsGood() {
        RepairReport report = repair(.85, List.of(HALF, WHOLE));
        assertThat(report.steps()).as(report::toString).containsExactly(HALF);
        assertThat(trials(report, WHOLE)).isEmpty();
    }

    @Test
    void noMoreThanThreeOfThemAreTrainedToTheEnd() {
        List<Recommendation> equals =
                OTHERS.stream().map(mark -> recommended(mark)).toList();
        RepairReport report =
                repair(.42, Stream.concat(Stream.of(HALF), equals.stream()).toList());
        assertThat(report.steps()).as(report::toString).containsExactly(HALF);
        assertThat(equals).extracting(each -> trials(report, each).size()).containsExactly(1, 1, 1, 0);
    }

    /** It was seen once, and the accepted one four times. */
    @Test
    void whatEndsHigherByLessThanTwoPointsDoesNotTakeItsPlace() {
        RepairReport report = repair(
                model -> .1 + (FIRST.isIn(model) ? .42 : 0) + (SECOND.isIn(model) ? .43 : 0),
                List.of(HALF, recommended(SECOND)),
                plan -> {});
        assertThat(report.steps()).as(report::toString).containsExactly(HALF);
    }

    /** All advice had its four trials by then: nothing is left to be tried. */
    @Test
    void whatWasTriedBeforeTheTreatmentWasAcceptedIsNotTriedAgain() {
        RepairReport report = repair(
                model -> .1 + (((MultiLayerNetwork) model).getIterationCount() > PLANNED / 5 ? .42 * marks(model) : 0),
                List.of(HALF, USELESS),
                plan -> {});
        assertThat(report.steps()).as(report::toString).containsExactly(HALF);
        assertThat(trials(report, USELESS)).extracting(Trial::seed).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void aRepairThatIsStoppedHandsOutTheBestThatWasReached() {
        List<Trial> seen = new ArrayList<>();
        RepairReport report = repair(
                model -> .1 + .38 * marks(model),
                List.of(HALF, OTHER, USELESS, recommended(THIRD)),
                plan -> plan.onTrial(seen::add)
                        .cancelWhen(() -> seen.stream()
                                .anyMatch(trial ->
                                        trial.treatment().equals(List.of(OTHER)) && trial.iterations() == PLANNED)));
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.STOPPED);
        assertThat(report.steps()).containsExactly(OTHER);
        assertThat(marks(report.model())).isEqualTo(2);
        assertThat(report.gain().repaired()).isCloseTo(.86, within(1e-9));
    }

    @Test
    void everyLookAtATrialIsToldOnce() {
        List<Integer> told = new ArrayList<>();
        RepairReport report = repair(
                model -> .1 + .42 * marks(model),
                List.of(HALF, OTHER),
                plan -> plan.onTrial(trial -> {
                    if (trial.treatment().equals(List.of(OTHER))) {
                        told.add(trial.iterations());
                    }
                }));
        assertThat(report.steps()).containsExactly(OTHER);
        assertThat(told).containsExactly(PLANNED / 5, PLANNED);
    }
}
