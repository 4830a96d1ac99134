package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** What more seeds make of a treatment that is better in all trials, where untreated trials are of a known worth. */
class RepairMoreSeedsTest {
    private static final Mark MARK = new Mark("layer0");

    /** Untreated trials of a known worth, in their order, beside treated ones of .99. */
    private static RepairReport besideUntreated(int seeds, double atTheEnd, double... worth) {
        Recommendation heals = KnownWorth.recommended(SickNetworks.revived(), MARK);
        ToDoubleFunction<Model> untreated = KnownWorth.inOrder(worth);
        return KnownWorth.repair(
                heals,
                200,
                RepairPlan.builder()
                        .epochs(10)
                        .seeds(seeds)
                        .parallelTrials(1)
                        .metric(Metric.share(
                                "known",
                                model -> MARK.isIn(model)
                                        ? ((MultiLayerNetwork) model).getIterationCount() < 90 ? .99 : atTheEnd
                                        : untreated.applyAsDouble(model))));
    }

    @Test
    void oneLuckyUntreatedTrialIsToldFromWorthByMoreSeeds() {
        RepairReport report = besideUntreated(4, .99, .3, .6, .98, .3, .3, .97, .3, .3);
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.summary()).contains("better in all of 4 trials though not by the margin", "all of 8");
        assertThat(report.trials().stream().filter(Trial::isControl))
                .hasSize(8)
                .allSatisfy(trial -> assertThat(trial.iterations())
                        .isEqualTo(report.trials().get(0).iterations()));
        assertThat(report.trials().stream().filter(trial -> !trial.isControl())).hasSize(8);
        assertThat(report.trials().stream().map(Trial::seed).distinct())
                .hasSize(8)
                .containsExactlyElementsOf(report.provenance().seeds());
    }

    @Test
    void moreSeedsRefuseWhatALaterUntreatedTrialReachesToo() {
        RepairReport report = besideUntreated(4, .99, .3, .6, .98, .3, .3, .995, .3, .3);
        assertThat(report.result()).isEqualTo(RepairReport.Result.NO_REMEDY_HELPED);
        assertThat(report.trials()).hasSize(16);
        assertThat(report.summary()).contains("no longer so with more training or more seeds");
    }

    @Test
    void noMoreTrialsAreMadeWhereTheFirstComeApartByTheEnd() {
        RepairReport report = besideUntreated(4, .97, .3, .6, .98, .3);
        assertThat(report.result()).isEqualTo(RepairReport.Result.NO_REMEDY_HELPED);
        assertThat(report.trials()).hasSize(8);
    }

    /** Twice two are too few to be a proof. */
    @Test
    void aPlanOfTwoSeedsIsNotDecidedByFour() {
        RepairReport report = besideUntreated(2, .99, .3, .98);
        assertThat(report.result()).isEqualTo(RepairReport.Result.NO_REMEDY_HELPED);
        assertThat(report.trials()).hasSize(4);
    }
}
