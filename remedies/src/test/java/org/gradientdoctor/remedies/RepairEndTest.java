package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** How far the trials of an accepted treatment are trained. */
class RepairEndTest {
    private static final int PLANNED = 200;

    private static final Mark MARK = new Mark("layer0");

    /** Two moons with every so manieth label turned, so that no network can tell more than the others. */
    private static DataSetIterator turned(long seed, int every) {
        List<DataSet> rows = new ArrayList<>();
        TwoMoons.of(200, seed).forEachRemaining(batch -> rows.addAll(batch.asList()));
        for (int i = 0; i < rows.size(); i += every) {
            rows.get(i).setLabels(Nd4j.reverse(rows.get(i).getLabels().dup()));
        }
        return new ListDataSetIterator<>(rows, TwoMoons.BATCH);
    }

    /** Where a fifth of the labels is wrong, .8 is what can be reached: poor, so that all four trials are trained on. */
    @ParameterizedTest
    @CsvSource({"5, 4", "1000, 1"})
    void allGoOnToTheEndOfThePlanWhereTheBestOneIsPoorAndNoOtherWhereItIsGood(int every, int trained) {
        RepairReport report = RemedyAdvisor.standard()
                .repair(
                        SickNetworks.dead(),
                        turned(1, every),
                        turned(2, every),
                        RepairPlan.builder().iterations(PLANNED).build());
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        List<Trial> treated = report.trials().stream()
                .filter(trial -> trial.treatment().equals(report.steps().subList(0, 1)))
                .toList();
        assertThat(treated).hasSize(4);
        assertThat(treated.stream().filter(trial -> trial.iterations() == PLANNED))
                .hasSize(trained);
    }

    /** What is right on few validation examples, and has learned only .75 of the training data, may have been lucky. */
    @ParameterizedTest
    @CsvSource({"25, 4", "1000, 1"})
    void ofFewValidationExamplesTheTrainingDataCountsToo(int examples, int trained) {
        Recommendation cure = KnownWorth.recommended(SickNetworks.revived());
        RepairReport report = RemedyAdvisor.prescribing((model, diagnosis, batch) -> List.of(cure))
                .repair(
                        SickNetworks.dead(),
                        turned(1, 4),
                        TwoMoons.of(examples, 2),
                        RepairPlan.builder().iterations(PLANNED).build());
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.gain().repaired()).isGreaterThan(.9);
        assertThat(report.trials().stream()
                        .filter(trial -> trial.treatment().equals(List.of(cure)))
                        .filter(trial -> trial.iterations() == PLANNED))
                .hasSize(trained);
    }

    /** Two points are the least difference that counts: what is nearer to 1 needs no other rates. */
    @ParameterizedTest
    @CsvSource({".97, true", ".985, false"})
    void otherRatesAreTriedWhereMoreThanTwoPointsAreLeft(double share, boolean tried) {
        Recommendation slower = new Recommendation(
                List.of(MARK, SickNetworks.revived(), new ReduceLearningRate(Map.of("layer0", LayerRate.of(.05)))),
                "Its worth is known.");
        RepairReport report = repaired(slower, share);
        assertThat(report.trials().stream().anyMatch(trial -> trial.treatment().size() > 1))
                .as(report::toString)
                .isEqualTo(tried);
    }

    /** Shares of few examples are often equal; then it is the loss of the last fifth of the iterations so far. */
    @Test
    void ofEquallyGoodTrialsTheOneWithTheLowestLossGoesOn() {
        Recommendation cure = KnownWorth.recommended(MARK, SickNetworks.revived());
        RepairReport report = repaired(cure, .99);
        List<Trial> treated = report.trials().stream()
                .filter(trial -> trial.treatment().equals(List.of(cure)))
                .toList();
        assertThat(treated).hasSize(4);
        int look = PLANNED / 5;
        Trial lowest = Collections.min(
                treated, Comparator.comparingDouble(trial -> trial.losses().over(look * 4 / 5, look)));
        assertThat(treated.stream().filter(trial -> trial.iterations() == PLANNED))
                .containsExactly(lowest);
    }

    /** The other trials stay where they were looked at last, which may have been a better moment. */
    @Test
    void theEffectIsThatOfTheTrialThatComesBack() {
        Recommendation cure = KnownWorth.recommended(MARK, SickNetworks.revived());
        RepairReport lasting = repaired(cure, model -> .99, 2);
        RepairReport falling =
                repaired(cure, model -> ((MultiLayerNetwork) model).getIterationCount() <= PLANNED / 5 ? .99 : .94, 2);
        assertThat(falling.gain().repaired()).isEqualTo(.94);
        assertThat(lasting.effect().treated()).isFinite();
        assertThat(falling.effect()).isEqualTo(lasting.effect());
    }

    private static RepairReport repaired(Recommendation advice, double share) {
        return repaired(advice, model -> share, 4);
    }

    private static RepairReport repaired(Recommendation advice, ToDoubleFunction<Model> worth, int seeds) {
        return KnownWorth.repair(
                advice,
                60,
                RepairPlan.builder()
                        .iterations(PLANNED)
                        .seeds(seeds)
                        .metric(Metric.share("marks", model -> MARK.isIn(model) ? worth.applyAsDouble(model) : .5)));
    }
}
