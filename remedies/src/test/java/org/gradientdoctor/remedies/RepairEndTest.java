package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** How far the trials of an accepted treatment are trained. */
class RepairEndTest {
    private static final int PLANNED = 200;

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
                        SickNetworks.deepSigmoid(),
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
}
