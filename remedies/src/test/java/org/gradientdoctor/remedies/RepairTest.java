package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.gradientdoctor.remedies.trial.LossCurve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class RepairTest {
    private static RepairReport repair(Model model, RepairPlan plan) {
        return RemedyAdvisor.standard().repair(model, TwoMoons.of(200, 1), TwoMoons.of(200, 2), plan);
    }

    @Test
    void aDeepSigmoidNetworkComesBackTrainedWithWhatHelped() {
        MultiLayerNetwork network = SickNetworks.deepSigmoid();
        State before = State.of(network);
        RepairReport report = repair(network, RepairPlan.standard());
        assertThat(report.result()).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.accepted()).isPresent();
        assertThat(((MultiLayerNetwork) report.model())
                        .evaluate(TwoMoons.of(200, 2))
                        .accuracy())
                .isGreaterThan(.95);
        // Four untreated and four treated trials of a fifth, and the best of these trained on by four fifths.
        assertThat(report.cost().plainTrainings()).isEqualTo(2.4);
        assertThat(report.trials()).hasSize(8);
        assertThat(report.trials().stream().filter(Trial::isControl)).hasSize(4);
        assertThat(report.effect().untreated()).isLessThan(-5);
        assertThat(report.effect().predicted()).isGreaterThan(-1.5);
        assertThat(report.effect().treated()).isGreaterThan(-1.5);
        assertThat(report.toString()).contains("swap activation", "untreated", "2.4 times one plain training");
        assertThat(((MultiLayerNetwork) report.model()).getListeners()).isEmpty();
        before.assertUnchanged(network);
    }

    @Test
    void aNetworkInWhichNothingFailsAndThatLearnsLittleIsTreated() {
        MultiLayerNetwork network = SickNetworks.stack(Activation.TANH, new Sgd(.003), 2, 1);
        Map<String, LayerRate> rates = LayerRate.allOf(Surgery.examine(network));
        rates.replaceAll((layer, present) -> LayerRate.of(.01));
        Recommendation adam = KnownWorth.recommended(ChangeUpdater.to(UpdaterKind.ADAM, rates, DataType.FLOAT));
        RepairReport report = RemedyAdvisor.prescribing((model, diagnosis, batch) -> List.of(adam))
                .repair(network, TwoMoons.of(200, 1), TwoMoons.of(200, 2));
        assertThat(report.result()).as(report.toString()).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.diagnosis().verdict()).isEqualTo(Outcome.WARNING);
        assertThat(report.diagnosis().sick())
                .singleElement()
                .satisfies(finding -> assertThat(finding.explanation()).contains("two thirds of the way"));
        assertThat(report.gain().repaired()).isGreaterThan(.95);
        assertThat(RemedyAdvisor.standard().advise(network, report.diagnosis()))
                .anyMatch(advice -> RemedyAdvisorTest.names(advice).contains("change-updater"));
        // A plan that treats what fails only lets it be.
        RepairReport left =
                repair(network, RepairPlan.builder().treatWarnings(false).build());
        assertThat(left.result()).isEqualTo(RepairReport.Result.HEALTHY);
        assertThat(left.keptAsGiven()).isTrue();
        assertThat(report.keptAsGiven()).isFalse();
        assertThat(left.cost().plainTrainings()).isEqualTo(1);
    }

    @Test
    void aNetworkThatWasTrainedGoesOnFromItsWeights() {
        MultiLayerNetwork network = SickNetworks.stack(Activation.RELU, new Adam(.01), 2, 1);
        network.fit(TwoMoons.of(200, 1), 15);
        network.setLearningRate(100);
        State before = State.of(network);
        Recommendation useless = KnownWorth.recommended(new Mark("layer0"));
        RepairReport report = RemedyAdvisor.prescribing((model, diagnosis, batch) -> List.of(useless))
                .repair(
                        network,
                        TwoMoons.of(200, 1),
                        TwoMoons.of(60, 2),
                        RepairPlan.builder().epochs(5).build());
        assertThat(report.summary()).contains("Trials go on from the given weights");
        // Weights drawn anew have a first loss of .6 and more.
        assertThat(report.trials())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(trial -> assertThat(trial.losses().losses().get(0)).isLessThan(.3));
        before.assertUnchanged(network);
    }

    @Test
    void whatThePlanDoesNotAllowIsSkippedWithThatReason() {
        RepairReport report = repair(
                SickNetworks.dead(),
                RepairPlan.builder()
                        .epochs(10)
                        .atMost(SafetyClass.KEEPS_FUNCTION)
                        .treatments(2)
                        .build());
        assertThat(report.result()).isNotEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.skipped())
                .anySatisfy(each -> assertThat(each.reason()).contains("plan does not allow"));
    }

    /** Of 200 examples .591 and less is what a network that knows nothing has by luck. */
    @ParameterizedTest
    @CsvSource({".58, NO_REMEDY_HELPED", ".60, REPAIRED"})
    void whatIsNoMoreThanLuckIsNotAccepted(double treated, RepairReport.Result result) {
        Mark mark = new Mark("layer0");
        Recommendation cure = KnownWorth.recommended(mark, SickNetworks.revived());
        RepairReport report = KnownWorth.repair(
                cure,
                200,
                RepairPlan.builder()
                        .epochs(10)
                        .metric(Metric.share("known", .5, model -> mark.isIn(model) ? treated : .5)));
        assertThat(report.result()).as(report::toString).isEqualTo(result);
    }

    @Test
    void whereNothingCanBeLearnedNoRemedyHelps() {
        MultiLayerNetwork network = SickNetworks.dead();
        RepairReport report = RemedyAdvisor.standard()
                .repair(
                        network,
                        TwoMoons.shuffled(200, 1),
                        TwoMoons.shuffled(200, 2),
                        RepairPlan.builder().treatments(3).build());
        assertThat(report.result()).isEqualTo(RepairReport.Result.NO_REMEDY_HELPED);
        assertThat(report.model()).isSameAs(network);
        assertThat(report.accepted()).isEmpty();
        assertThat(report.toString()).contains("No remedy helped").contains("untreated");
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"RELU", "TANH", "LEAKYRELU", "ELU", "SELU", "SOFTPLUS", "GELU", "SWISH"})
    void aHealthyNetworkComesBackAsItIs(Activation activation) {
        assertHealthy(SickNetworks.stack(activation, new Adam(.01), 2, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"momentum", "RMSProp", "dropout"})
    void aHealthyNetworkWithOtherSettingsComesBackAsItIs(String kind) {
        IUpdater updater = kind.equals("momentum")
                ? new Nesterovs(.05, .9)
                : kind.equals("RMSProp") ? new RmsProp(.005) : new Adam(.01);
        assertHealthy(SickNetworks.stack(Activation.RELU, updater, 2, kind.equals("dropout") ? .9 : 1));
    }

    private static void assertHealthy(MultiLayerNetwork network) {
        State before = State.of(network);
        RepairReport report = repair(network, RepairPlan.standard());
        assertThat(report.result()).as(report.toString()).isEqualTo(RepairReport.Result.HEALTHY);
        assertThat(report.model()).isSameAs(network);
        // One untreated training and nothing else.
        assertThat(report.cost().plainTrainings()).isEqualTo(1);
        before.assertUnchanged(network);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theSameSeedsGiveTheSameReportWithAnyNumberOfParallelTrials(int parallel) {
        RepairReport two = repair(SickNetworks.deepSigmoidWithDropout(), parallel(2));
        RepairReport other = repair(SickNetworks.deepSigmoidWithDropout(), parallel(parallel));
        assertThat(other.accepted()).isEqualTo(two.accepted());
        assertThat(other.summary()).isEqualTo(two.summary());
        assertThat(other.trials().stream().map(Trial::looks))
                .isEqualTo(two.trials().stream().map(Trial::looks).toList());
        assertThat(other.trials().stream().map(Trial::losses).map(LossCurve::losses))
                .isEqualTo(two.trials().stream()
                        .map(Trial::losses)
                        .map(LossCurve::losses)
                        .toList());
        assertThat(other.trials().stream()
                        .map(Trial::findings)
                        .map(Object::toString)
                        .toList())
                .isEqualTo(two.trials().stream()
                        .map(Trial::findings)
                        .map(Object::toString)
                        .toList());
        assertThat(State.parameters(other.model())).isEqualTo(State.parameters(two.model()));
    }

    private static RepairPlan parallel(int trials) {
        return RepairPlan.builder().parallelTrials(trials).epochs(10).build();
    }

    @Test
    void theIteratorsAreResetAndGiveWhatTheyGave() {
        DataSetIterator training = TwoMoons.of(200, 1);
        DataSetIterator validation = TwoMoons.of(60, 2);
        double before = training.next().getFeatures().sumNumber().doubleValue();
        RemedyAdvisor.standard()
                .repair(
                        SickNetworks.stack(Activation.RELU, new Adam(.01), 1, 1),
                        training,
                        validation,
                        RepairPlan.builder().epochs(5).build());
        assertThat(training.hasNext()).isTrue();
        assertThat(training.next().getFeatures().sumNumber().doubleValue()).isEqualTo(before);
        assertThat(validation.hasNext()).isTrue();
    }
}
