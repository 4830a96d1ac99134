package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gradientdoctor.remedies.KnownWorth.recommended;
import static org.gradientdoctor.remedies.KnownWorth.repair;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.RateCourse;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Other learning rates for an accepted treatment, and where they are left alone. */
class RepairRatesTest {
    private static final Mark FIRST = new Mark("layer0");

    @Test
    void aPlanThatAllowsNoOtherRatesTriesNone() {
        MultiLayerNetwork network = SickNetworks.stack(Activation.TANH, new Adam(1e-6), 2, 1);
        Recommendation adam = recommended(ChangeUpdater.to(
                UpdaterKind.ADAM,
                Map.of("layer0", LayerRate.of(.0005), "layer1", LayerRate.of(.0005), "layer2", LayerRate.of(.0005)),
                DataType.FLOAT));
        RepairReport report = RemedyAdvisor.prescribing((model, diagnosis, batch) -> List.of(adam))
                .repair(
                        network,
                        TwoMoons.of(200, 1),
                        TwoMoons.of(200, 2),
                        RepairPlan.builder()
                                .remedies(remedy -> !(remedy instanceof TuneLearningRate))
                                .build());
        assertThat(report.trials())
                .noneMatch(trial -> trial.treatment().stream()
                        .flatMap(treatment -> treatment.steps().stream())
                        .anyMatch(TuneLearningRate.class::isInstance));
    }

    @Test
    void whereTheLossStillFallsAtTheEndScaledRatesAreTriedAndTheBestComesBack() {
        MultiLayerNetwork network = SickNetworks.stack(Activation.TANH, new Adam(1e-6), 2, 1);
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        List.of("layer0", "layer1", "layer2").forEach(layer -> rates.put(layer, LayerRate.of(.0005)));
        Recommendation slow = recommended(new TuneLearningRate(rates, RateCourse.constant()));
        RepairReport report = RemedyAdvisor.prescribing((model, diagnosis, batch) -> List.of(slow))
                .repair(network, TwoMoons.of(200, 1), TwoMoons.of(200, 2), RepairPlan.standard());
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.steps()).as(report::toString).hasSizeGreaterThan(1).startsWith(slow);
        assertThat(report.summary()).contains("rates 4 times as high");
        double reached = report.trials().stream()
                .filter(trial -> trial.treatment().equals(report.steps()))
                .mapToDouble(Trial::value)
                .max()
                .orElseThrow();
        assertThat(report.gain().repaired()).isEqualTo(reached);
        // Climbing ends at the first rung that is no better; all rungs stand in the report.
        assertThat(report.trials().stream()
                        .filter(trial ->
                                trial.treatment().size() >= report.steps().size())
                        .map(Trial::title)
                        .distinct()
                        .count())
                .isBetween(1L, 2L);
        double expected = .0005 * Math.pow(4, report.steps().size() - 1.0);
        assertThat(Surgery.examine(report.model()).layer("layer0").weightUpdaters())
                .allSatisfy(updater -> assertThat(updater.getLearningRate(0, 0)).isCloseTo(expected, within(1e-9)));
        // All rounds in one are what was tried.
        assertThat(Surgery.examine(report.accepted().orElseThrow().applyTo(network))
                        .layer("layer0")
                        .weightUpdaters())
                .allSatisfy(updater -> assertThat(updater.getLearningRate(0, 0)).isCloseTo(expected, within(1e-9)));
    }

    /** What ends one sickness may leave a rate that is too high, though nothing fails any more. */
    @Test
    void whereTheNetworksOwnRateIsTooHighLowerOnesAreTried() {
        Recommendation cure = recommended(FIRST, SickNetworks.revived());
        RepairReport report = repair(
                SickNetworks.dead(),
                (model, diagnosis, batch) -> List.of(cure),
                Metric.share("worth", model -> FIRST.isIn(model) ? (rate(model) < .05 ? .9 : .6) : .1));
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.summary()).as(report::toString).contains("rates a quarter as high it reached worth 0.900");
        assertThat(report.gain().repaired()).isEqualTo(.9);
        // A still lower one is tried and is no better.
        assertThat(rate(report.model())).isCloseTo(.1 / 4, within(1e-9));
    }

    /** A rate of the user's own that follows a schedule is theirs. */
    @Test
    void ratesThatFollowAScheduleAreLeftAlone() {
        MultiLayerNetwork network = SickNetworks.stack(
                Activation.SIGMOID, new Sgd(new ExponentialSchedule(ScheduleType.ITERATION, .1, .999)), 10, 1);
        RepairReport report = repair(
                network,
                (model, diagnosis, batch) -> List.of(recommended(FIRST, SickNetworks.rectified())),
                Metric.share("worth", model -> FIRST.isIn(model) ? (rate(model) < .05 ? .9 : .6) : .1));
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.trials())
                .noneMatch(trial -> trial.treatment().stream()
                        .flatMap(treatment -> treatment.steps().stream())
                        .anyMatch(TuneLearningRate.class::isInstance));
    }

    private static double rate(Model model) {
        return Surgery.examine(model).layer("layer0").weightUpdaters().get(0).getLearningRate(0, 0);
    }
}
