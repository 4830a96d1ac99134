package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** A rate that was lowered and is still too high. */
class RepairSlowedTest {
    private static final double FAR_TOO_HIGH = 30;

    /** A third of the rate, which is ten times too high still. */
    private static Recommendation slower(int layers, double rate) {
        Map<String, LayerRate> rates = new TreeMap<>();
        IntStream.range(0, layers).forEach(i -> rates.put("layer" + i, LayerRate.of(rate)));
        return new Recommendation(List.of(new ReduceLearningRate(rates)), "Too little is known.");
    }

    private static RepairReport repair(MultiLayerNetwork network, Recommendation advice) {
        return RemedyAdvisor.prescribing((model, diagnosis, batch) -> List.of(advice))
                .repair(
                        network,
                        TwoMoons.of(200, 1),
                        TwoMoons.of(60, 2),
                        RepairPlan.builder().iterations(200).build());
    }

    private static double rate(Model model) {
        return Surgery.examine(model).layer("layer0").weightUpdaters().get(0).getLearningRate(0, 0);
    }

    @Test
    void whereTheRateIsTheCauseEverLowerOnesAreTried() {
        Recommendation advice = slower(4, FAR_TOO_HIGH / 3);
        RepairReport report = repair(SickNetworks.stack(Activation.TANH, new Adam(FAR_TOO_HIGH), 3, 1), advice);
        assertThat(report.diagnosis().causes().get(0).cause()).isEqualTo(Cause.LEARNING_RATE_TOO_HIGH);
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.steps()).hasSizeGreaterThan(1).startsWith(advice);
        assertThat(rate(report.model())).isLessThan(FAR_TOO_HIGH / 12 + 1e-9);
        assertThat(report.gain().repaired()).isGreaterThan(.9);
    }

    @Test
    void whereItIsNotNoLowerOneIsTried() {
        Recommendation advice = slower(11, .05);
        RepairReport report = repair(SickNetworks.deepSigmoid(), advice);
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.NO_REMEDY_HELPED);
        assertThat(report.trials().stream().map(Trial::treatment).distinct())
                .containsExactly(List.of(), List.of(advice));
    }
}
