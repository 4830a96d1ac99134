package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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

    private static Recommendation slower(MultiLayerNetwork network, double rate) {
        Map<String, LayerRate> rates = LayerRate.allOf(Surgery.examine(network));
        rates.replaceAll((layer, present) -> LayerRate.of(rate));
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

    @Test
    void whereTheRateIsTheCauseEverLowerOnesAreTried() {
        MultiLayerNetwork network = SickNetworks.stack(Activation.TANH, new Adam(FAR_TOO_HIGH), 3, 1);
        Recommendation advice = slower(network, FAR_TOO_HIGH / 3);
        RepairReport report = repair(network, advice);
        assertThat(report.diagnosis().causes().get(0).cause()).isEqualTo(Cause.LEARNING_RATE_TOO_HIGH);
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.steps()).hasSizeGreaterThan(1).startsWith(advice);
        assertThat(LayerRate.allOf(Surgery.examine(report.model())).values())
                .allMatch(rate -> rate.larger() < FAR_TOO_HIGH / 12 + 1e-9);
        assertThat(report.gain().repaired()).isGreaterThan(.9);
    }

    @Test
    void whereItIsNotNoLowerOneIsTried() {
        MultiLayerNetwork network = SickNetworks.deepSigmoid();
        Recommendation advice = slower(network, .05);
        RepairReport report = repair(network, advice);
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.NO_REMEDY_HELPED);
        assertThat(report.trials().stream().map(Trial::treatment).distinct())
                .containsExactly(List.of(), List.of(advice));
    }
}
