package org.gradientdoctor.samples.faults.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.repair.AutoTrainerRepairs.Attempt;
import org.gradientdoctor.samples.faults.repair.BlindRemedies.Blind;
import org.gradientdoctor.samples.peers.AlarmKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What arms get and what they do about it. */
class RepairArmTest {

    @Test
    void anIntakeHoldsAFifthOfTheTrainingDataOutAndNothingOfWhatIsJudgedBy() {
        BenchCase sound = TinyCases.sound("dense on tables");
        Split all = sound.data(0);

        Split known = Intake.of(sound, 0).known();

        long examples = all.training().getFeatures().size(0);
        long heldOut = known.validation().getFeatures().size(0);
        assertThat(known.training().getFeatures().size(0) + heldOut).isEqualTo(examples);
        assertThat((double) heldOut / examples).isBetween(.18, .22);
        List<String> rows = rows(all.training());
        assertThat(rows(known.training())).isSubsetOf(rows);
        assertThat(rows(known.validation())).isSubsetOf(rows);
    }

    private static List<String> rows(org.nd4j.linalg.dataset.DataSet data) {
        return data.asList().stream()
                .map(row -> row.getFeatures() + " " + row.getLabels())
                .toList();
    }

    @Test
    void armsBeginWithTheWeightsOfTheBenchsOwnTrial() {
        BenchCase sound = TinyCases.sound("dense on tables");

        Model network = Intake.of(sound, 0).network(0);

        assertThat(network.params())
                .isEqualTo(sound.network(sound.data(0), 0).params())
                .isNotEqualTo(Intake.of(sound, 0).network(1).params());
    }

    /** A remedy that a network took and could not be trained with would be a lost draw each time. */
    @ParameterizedTest
    @ValueSource(strings = {"dense on tables", "simple recurrent forecast", "residual graph"})
    void everyBlindRemedyLeavesANetworkThatTrains(String family) {
        Intake intake = Intake.of(TinyCases.sound(family), 0);
        List<Blind> all = BlindRemedies.of(intake);

        assertThat(all).hasSizeGreaterThan(8);
        for (Blind each : all) {
            Model treated = each.applyTo(intake.network(0), intake, 5);
            Split data = each.standardized() ? intake.known().standardized() : intake.known();
            intake.training(data, 1, 0).train(treated, 1);
            assertThat(intake.validated(treated, data)).as(each.title()).isGreaterThan(Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void bestPracticeDoesAllOfItWhereItApplies() {
        Treated treated = new BestPractice().repair(Intake.of(TinyCases.altered("deep sigmoid"), 0), 0);

        assertThat(treated.chosen())
                .contains("swap activation to relu", "re-initialize weights", "He")
                .contains("change updater to Adam at rate 0.001", "clip gradients per layer at norm 1")
                .contains("insert batch normalization");
        assertThat(treated.standardized()).isTrue();
    }

    @Test
    void repairsComeInAutoTrainersOrder() {
        Model network = Intake.of(TinyCases.altered("deep sigmoid"), 0).network(0);

        assertThat(AutoTrainerRepairs.of(AlarmKind.EXPLODING, network).stream().map(Attempt::title))
                .containsExactly(
                        "swap activation to selu",
                        "swap activation to relu",
                        "clip gradients at ± 10",
                        "swap activation to tanh",
                        "insert batch normalization before the activation");
        assertThat(AutoTrainerRepairs.of(AlarmKind.VANISHING, network))
                .allSatisfy(attempt -> assertThat(
                                attempt.change().apply(network).params())
                        .as("weights go on where nothing is inserted, and the given network stays: %s", attempt.title())
                        .isNotSameAs(network.params()));
    }

    /** Of a regression its monitor knows no accuracy, and judges explosions only. */
    @Test
    void autoTrainerLeavesAloneWhatItsMonitorIsContentWith() {
        BenchCase sound = TinyCases.sound("regression");

        Treated treated = new AutoTrainerOrder().repair(Intake.of(sound, 0), 10 * sound.iterations());

        assertThat(treated.chosen()).isEqualTo("no alarm");
        assertThat(treated.iterations()).isEqualTo(sound.iterations());
    }
}
