package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;

/** What becomes of advice behind the treatment that was accepted, where a metric reads their worth off the network. */
class RepairAlternativesTest {
    private static final int PLANNED = 100;

    private static final Mark FIRST = new Mark("layer0");
    private static final Mark SECOND = new Mark("layer1");
    private static final Mark THIRD = new Mark("layer2");

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
                Stream.concat(Stream.of(SickNetworks.rectified()), Stream.of(marks))
                        .toList(),
                "Its worth is known.");
    }

    private static RepairReport repair(double worth, List<Recommendation> advice) {
        return RemedyAdvisor.prescribing((model, diagnosis, batch) -> advice)
                .repair(
                        SickNetworks.deepSigmoid(),
                        TwoMoons.of(200, 1),
                        TwoMoons.of(60, 2),
                        RepairPlan.builder()
                                .iterations(PLANNED)
                                .metric(Metric.share("marks", model -> .1 + worth * marks(model)))
                                .build());
    }

    private static long marks(Model model) {
        return Stream.of(FIRST, SECOND, THIRD).filter(mark -> mark.isIn(model)).count();
    }

    private static List<Trial> trials(RepairReport report, Recommendation treatment) {
        return report.trials().stream()
                .filter(trial -> trial.treatment().equals(List.of(treatment)))
                .toList();
    }

    @Test
    void whatWasAdvisedBehindAPoorTreatmentIsTriedOnceAndComesBackWhereItIsBetter() {
        RepairReport report = repair(.4, List.of(HALF, OTHER));
        assertThat(report.steps()).as(report::toString).containsExactly(OTHER);
        assertThat(report.gain().repaired()).isEqualTo(.9);
        assertThat(trials(report, HALF)).hasSize(4);
        assertThat(trials(report, OTHER))
                .singleElement()
                .satisfies(trial -> assertThat(trial.iterations()).isEqualTo(PLANNED));
    }

    @Test
    void whatDoesTheSameAndMoreIsTriedFirstAndNothingBehindWhatIsNoLongerPoor() {
        RepairReport report = repair(.4, List.of(HALF, USELESS, OTHER, WHOLE));
        assertThat(report.steps()).as(report::toString).containsExactly(WHOLE);
        assertThat(trials(report, USELESS)).isEmpty();
        assertThat(trials(report, OTHER)).isEmpty();
    }

    @Test
    void whatIsNoBetterThanNoTreatmentAtTheFirstLookIsTrainedNoFurther() {
        RepairReport report = repair(.4, List.of(HALF, USELESS));
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
}
