package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.remedies.RepairReport.Result;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/** Training data of which some examples are not finite. */
class RepairFaultyDataTest {

    /** Every so manieth example has a value that is none, by turns a feature and a label. */
    private static DataSetIterator with(double value, int every) {
        return with(value, every, 1);
    }

    private static DataSetIterator with(double value, int every, long seed) {
        List<DataSet> rows = new ArrayList<>();
        DataSetIterator sound = TwoMoons.of(200, seed);
        sound.forEachRemaining(batch -> rows.addAll(batch.asList()));
        for (int i = 0; i < rows.size(); i += every) {
            DataSet row = rows.get(i);
            (i % (2 * every) == 0 ? row.getFeatures() : row.getLabels()).putScalar(1, value);
        }
        return new ListDataSetIterator<>(rows, TwoMoons.BATCH);
    }

    private static RepairReport repair(MultiLayerNetwork network, DataSetIterator training) {
        return RemedyAdvisor.standard().repair(network, training, TwoMoons.of(200, 2));
    }

    @Test
    void aSoundNetworkComesBackTrainedWithoutThem() {
        MultiLayerNetwork network = SickNetworks.stack(Activation.RELU, new Adam(.01), 2, 1);
        State before = State.of(network);
        RepairReport report = repair(network, with(Double.NaN, 40));
        assertThat(report.result()).as(report::toString).isEqualTo(Result.CLEANED);
        assertThat(report.summary()).contains("5 of 200 training examples have NaN or infinity");
        assertThat(report.diagnosis().causes())
                .anySatisfy(cause -> assertThat(cause.cause()).isEqualTo(Cause.FAULTY_DATA));
        assertThat(report.steps()).isEmpty();
        assertThat(((MultiLayerNetwork) report.model())
                        .evaluate(TwoMoons.of(200, 2))
                        .accuracy())
                .isGreaterThan(.95);
        assertThat(RepairReport.fromJson(report.toJson(), report.model()).result())
                .isEqualTo(Result.CLEANED);
        before.assertUnchanged(network);
    }

    @Test
    void aSickNetworkIsTreatedWithoutThem() {
        RepairReport report = repair(SickNetworks.dead(), with(Double.POSITIVE_INFINITY, 50));
        assertThat(report.result()).as(report::toString).isEqualTo(Result.REPAIRED);
        assertThat(report.summary()).contains("4 of 200 training examples");
        assertThat(((MultiLayerNetwork) report.model())
                        .evaluate(TwoMoons.of(200, 2))
                        .accuracy())
                .isGreaterThan(.95);
    }

    @Test
    void whereNothingHelpsWithoutThemTreatmentsAreCountedAlone() {
        Recommendation slower = new Recommendation(
                List.of(new ReduceLearningRate(Map.of("layer0", LayerRate.of(1e-6)))), "It helps nobody.");
        RepairReport report = RemedyAdvisor.prescribing((model, diagnosis, batch) -> List.of(slower))
                .repair(SickNetworks.deepSigmoid(), with(Double.NaN, 40), TwoMoons.of(200, 2));
        assertThat(report.result()).as(report::toString).isEqualTo(Result.NO_REMEDY_HELPED);
        assertThat(report.summary()).contains("5 of 200 training examples", "of 1 treatments none");
    }

    @Test
    void moreThanAFewAreNotLeftOut() {
        RepairReport report = repair(SickNetworks.stack(Activation.RELU, new Adam(.01), 2, 1), with(Double.NaN, 5));
        assertThat(report.result()).as(report::toString).isEqualTo(Result.NO_ADVICE);
        assertThat(report.summary()).doesNotContain("trained without them");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void nothingIsMeasuredOnFaultyValidationExamples(double value) {
        RepairReport report =
                RemedyAdvisor.standard().repair(SickNetworks.dead(), TwoMoons.of(200, 1), with(value, 50, 2));
        assertThat(report.result()).as(report::toString).isEqualTo(Result.REPAIRED);
        assertThat(report.summary()).contains("4 of 200 validation examples").doesNotContain("training examples");
        assertThat(report.gain().repaired()).isGreaterThan(.95);
        assertThat(report.provenance().validation()).contains("196 examples");
    }

    @Test
    void validationDataWithoutEnoughSoundExamplesAreRefused() {
        assertThatThrownBy(() -> RemedyAdvisor.standard()
                        .repair(SickNetworks.dead(), TwoMoons.of(200, 1), with(Double.NaN, 5, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("40 of 200 validation examples have NaN or infinity")
                .hasMessageContaining("10 %");
    }
}
