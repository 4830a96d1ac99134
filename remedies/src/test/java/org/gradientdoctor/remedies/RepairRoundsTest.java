package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gradientdoctor.remedies.KnownWorth.recommended;
import static org.gradientdoctor.remedies.KnownWorth.repair;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.remedy.Columns;
import org.gradientdoctor.remedies.remedy.FixOutputAndLoss;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.remedy.OutputPair;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a repair makes of treatments whose worth is known beforehand: a metric reads it off the network. */
class RepairRoundsTest {

    private static final Mark FIRST = new Mark("layer0");
    private static final Mark SECOND = new Mark("layer1");

    private static int marks(Model model) {
        return (int) Stream.of(FIRST, SECOND).filter(mark -> mark.isIn(model)).count();
    }

    private static int iterations(Model model) {
        return ((MultiLayerNetwork) model).getIterationCount();
    }

    /** Most units of a layer are cut off, which warns to the end, and the network learns. */
    private static MultiLayerNetwork warned() {
        MultiLayerNetwork network = SickNetworks.stack(Activation.RELU, new Adam(.01), 2, 1);
        IntStream.range(0, 11).forEach(unit -> network.getParam("1_b").putScalar(unit, -100));
        return network;
    }

    @Test
    void whatIsBetterAndStillFailsIsNotAccepted() {
        RepairReport report = repair(
                SickNetworks.deepSigmoid(),
                (model, diagnosis, batch) -> List.of(recommended(FIRST)),
                Metric.share("marks", model -> .1 + .4 * marks(model)));
        assertThat(report.result()).isEqualTo(RepairReport.Result.NO_REMEDY_HELPED);
        assertThat(report.diagnosis().verdict()).isEqualTo(Outcome.FAILING);
        // What was tried stays in the report, though its networks are given up.
        assertThat(report.trials().stream().filter(Trial::isControl)).hasSize(4);
        assertThat(report.trials().stream().filter(trial -> !trial.isControl()))
                .hasSize(4)
                .allSatisfy(trial -> assertThat(trial.value()).isEqualTo(.5));
    }

    /** Half of a cure that cannot be accepted by itself, as something still fails, is the ground of another round. */
    @Test
    void halfOfACureIsCompletedAndHeldAgainstTheUntreatedNetwork() {
        Recommendation half = recommended(FIRST);
        Recommendation other = recommended(SickNetworks.rectified());
        MultiLayerNetwork network = SickNetworks.deepSigmoid();
        RepairReport report = repair(
                network,
                (model, diagnosis, batch) -> FIRST.isIn(model) ? List.of(half, other) : List.of(half),
                Metric.share("marks", model -> .16 + .83 * marks(model)));
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.steps()).containsExactly(half, other);
        // What is in the ground already is not tried on top of it.
        assertThat(report.trials().stream().map(Trial::treatment).distinct())
                .containsExactly(List.of(), List.of(half), List.of(half, other));
    }

    /** A treatment that is better at first and not at the end must leave the looks of the untreated trials as they are. */
    @Test
    void looksAreInOrderWhateverWasTrainedToTheEnd() {
        Recommendation early = recommended(FIRST);
        RepairReport report = repair(
                warned(),
                (model, diagnosis, batch) -> List.of(early, recommended(SECOND)),
                Metric.share("early", model -> FIRST.isIn(model) && iterations(model) < 90 ? .9 : .5));
        assertThat(report.trials())
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.looks().stream().map(Trial.Look::iterations))
                        .isSorted()
                        .doesNotHaveDuplicates());
        // Better by the margin at a look and not at the end is no case for more seeds.
        assertThat(report.trials().stream().filter(Trial::isControl))
                .hasSize(4)
                .allSatisfy(trial -> assertThat(trial.looks()).hasSize(4));
    }

    @Test
    void aGainThatDoesNotLastToTheEndIsNone() {
        MultiLayerNetwork network = SickNetworks.dead();
        Recommendation heals = recommended(SickNetworks.revived(), FIRST);
        RepairReport report = repair(
                network,
                (model, diagnosis, batch) -> List.of(heals),
                Metric.share("early", model -> iterations(model) < 90 ? .1 + .4 * marks(model) : .1));
        assertThat(report.result()).isEqualTo(RepairReport.Result.NO_REMEDY_HELPED);
        assertThat(report.summary()).contains("at the end of the plan none of its trials is better");
        assertThat(report.model()).isSameAs(network);
        assertThat(report.accepted()).isEmpty();
    }

    /** Nothing is better while what failed before training is there, nor when it alone is gone. */
    @Test
    void whatAMendedFaultHadHiddenIsTreatedOnTopOfThat() {
        MultiLayerNetwork network = contradictory(new Sgd(100));
        Recommendation mended = recommended(new FixOutputAndLoss("layer2", OutputPair.CLASSES));
        Recommendation slower = recommended(new ReduceLearningRate(rates(network, .1)), FIRST);
        RepairReport report = repair(
                network,
                (model, diagnosis, batch) ->
                        diagnosis.sick().stream().anyMatch(found -> found.symptom() == Symptom.OUTPUT_LOSS_MISMATCH)
                                ? List.of(mended)
                                : List.of(slower),
                Metric.share("worth", model -> .1 + .85 * marks(model)));
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.steps()).containsExactly(mended, slower);
        assertThat(report.trials().stream()
                        .filter(trial -> trial.treatment().equals(List.of(mended)))
                        .flatMap(trial -> trial.looks().stream())
                        .map(Trial.Look::value))
                .containsOnly(.1);
    }

    /** Answers that may be negative under multi-class cross-entropy: its loss is none from the start. */
    private static MultiLayerNetwork contradictory(IUpdater updater) {
        return Networks.stack(Networks.start(updater)
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nOut(16).build())
                .layer(new DenseLayer.Builder().nOut(16).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.IDENTITY)
                        .nOut(2)
                        .build())
                .validateOutputLayerConfig(false)
                .setInputType(InputType.feedForward(2)));
    }

    private static Map<String, LayerRate> rates(MultiLayerNetwork network, double rate) {
        Map<String, LayerRate> rates = LayerRate.allOf(Surgery.examine(network));
        rates.replaceAll((layer, present) -> LayerRate.of(rate));
        return rates;
    }

    /** It was accepted in the round before, and nothing speaks against it; a rate near too high leaves a warning there. */
    @Test
    void whereWhatWasPutOnTopDoesNotLastWhatIsBelowComesBack() {
        Recommendation lasting = recommended(new FixOutputAndLoss("layer2", OutputPair.CLASSES), FIRST);
        Recommendation early = recommended(SECOND);
        RepairReport report = repair(
                contradictory(new Adam(.3)),
                (model, diagnosis, batch) -> List.of(FIRST.isIn(model) ? early : lasting),
                Metric.share(
                        "worth",
                        model -> SECOND.isIn(model) && iterations(model) >= 100 ? .1 : .1 + .4 * marks(model)));
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.steps()).containsExactly(lasting);
        assertThat(report.summary())
                .contains("mark layer1\" was accepted", "at the end of the plan none of its trials is better");
        assertThat(report.gain().repaired()).isCloseTo(.5, within(1e-9));
    }

    /** The first acceptance ended the round before the other was tried. */
    @Test
    void whereAGainDoesNotLastWhatWasAdvisedBehindItIsTried() {
        Recommendation early = recommended(SickNetworks.revived(), FIRST);
        Recommendation lasting = recommended(SickNetworks.revived(), SECOND);
        Recommendation behind = recommended(SickNetworks.revived(), SECOND, new Mark("layer2"));
        RepairReport report = repair(
                SickNetworks.dead(),
                (model, diagnosis, batch) -> List.of(early, lasting, behind),
                Metric.share(
                        "worth",
                        model -> SECOND.isIn(model) ? .95 : FIRST.isIn(model) && iterations(model) < 90 ? .5 : .1));
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.steps()).containsExactly(lasting);
        assertThat(report.summary()).contains("at the end of the plan none of its trials is better");
        assertThat(report.gain().repaired()).isCloseTo(.95, within(1e-9));
        // All four are looked at to the end: it has to last at once.
        assertThat(report.trials().stream()
                        .filter(trial -> trial.treatment().equals(List.of(lasting)))
                        .map(Trial::iterations)
                        .distinct())
                .hasSize(1);
        assertThat(report.trials()).noneMatch(trial -> trial.treatment().equals(List.of(behind)));
    }

    @Test
    void aNetworkThatOnlyWarnsIsTreatedWhereTheGainIsThereAtTheEnd() {
        Prescriber marking = (model, diagnosis, batch) -> List.of(recommended(FIRST));
        RepairReport early = repair(
                warned(),
                marking,
                Metric.share("early", model -> iterations(model) < 90 ? .1 + .4 * marks(model) : .1));
        assertThat(early.diagnosis().verdict()).isEqualTo(Outcome.WARNING);
        assertThat(early.result()).isEqualTo(RepairReport.Result.NO_REMEDY_HELPED);
        RepairReport lasting = repair(warned(), marking, Metric.share("marks", model -> .1 + .4 * marks(model)));
        assertThat(lasting.result()).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(marks(lasting.model())).isEqualTo(1);
    }

    @Test
    void aNetworkThatOnlyWarnsIsLeftAloneWhereThePlanSaysSo() {
        MultiLayerNetwork network = warned();
        RepairReport report = RemedyAdvisor.prescribing((model, diagnosis, batch) -> List.of(recommended(FIRST)))
                .repair(
                        network,
                        TwoMoons.of(200, 1),
                        TwoMoons.of(60, 2),
                        RepairPlan.builder().epochs(10).treatWarnings(false).build());
        assertThat(report.result()).isEqualTo(RepairReport.Result.HEALTHY);
        assertThat(report.model()).isSameAs(network);
    }

    @Test
    void whereSymptomsRemainAnotherRoundGoesOnTopAndConflictsAreNotTried() {
        Recommendation first = recommended(
                FIRST,
                new ReduceLearningRate(Map.of("layer0", LayerRate.of(.005))),
                new SwapActivation(List.of("layer0"), Activation.RELU, Map.of(), 0));
        Recommendation against =
                recommended(SECOND, new SwapActivation(List.of("layer0"), Activation.ELU, Map.of(), 0));
        MultiLayerNetwork network = warned();
        RepairReport report = repair(
                network,
                (model, diagnosis, batch) -> marks(model) == 0 ? List.of(first) : List.of(against, recommended(SECOND)),
                Metric.share("marks", model -> .1 + .4 * marks(model)));
        assertThat(report.result()).isEqualTo(RepairReport.Result.REPAIRED);
        assertThat(report.steps()).as(report::toString).containsExactly(first, recommended(SECOND));
        assertThat(report.skipped())
                .anySatisfy(each -> assertThat(each.reason()).contains("do not go together"));
        assertThat(marks(report.model())).isEqualTo(2);
        // What the report holds is what was tried.
        Model again = report.accepted().orElseThrow().applyTo(network);
        assertThat(marks(again)).isEqualTo(2);
        assertThat(Surgery.examine(again).layer("layer0").weightUpdaters())
                .allSatisfy(updater -> assertThat(updater.getLearningRate(0, 0)).isEqualTo(.005));
        assertThat(report.toString()).contains("mark layer0", "mark layer1", "Not tried");
    }

    /** An adviser has read one minibatch, and a repair has them all. */
    @Test
    void aStandardizationIsMeasuredOnAllTrainingData() {
        Remedy guess = new NormalizeInputs("layer0", new Columns(List.of(5., 5.), List.of(9., 9.)));
        RepairReport report = repair(
                SickNetworks.deepSigmoid(),
                (model, diagnosis, batch) -> List.of(recommended(guess)),
                Metric.share("standardized", model -> marks(model)));
        NormalizeInputs tried = (NormalizeInputs) report.trials().stream()
                .filter(trial -> !trial.isControl())
                .findFirst()
                .orElseThrow()
                .treatment()
                .get(0)
                .steps()
                .get(0);
        INDArray all =
                Nd4j.vstack(Stream.iterate(TwoMoons.of(200, 1), DataSetIterator::hasNext, UnaryOperator.identity())
                        .map(data -> data.next().getFeatures())
                        .toList());
        assertThat(all.rows()).isEqualTo(200);
        assertThat(tried.columns().means().get(0)).isCloseTo(all.mean(0).getDouble(0), within(1e-5));
        assertThat(tried.columns().deviations().get(1))
                .isCloseTo(all.std(false, 0).getDouble(1), within(1e-5));
    }
}
