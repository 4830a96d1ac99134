package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.remedy.TuneLearningRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Advice that hangs on what was measured in a training and not only on what is wrong. */
class MeasuredAdviceTest {
    private static TraceSnapshot trained(Model network, DataSet batch, int iterations) {
        GradientHealthListener health = GradientHealthListener.create();
        network.setListeners(health);
        for (int i = 0; i < iterations; i++) {
            Networks.fit(network, batch);
        }
        network.setListeners();
        return health.diagnosis().trace();
    }

    private static List<Recommendation> advise(
            Model network, TraceSnapshot trace, List<Attribution> causes, Symptom symptom) {
        return RemedyAdvisor.standard().advise(network, Diagnoses.of(network, trace, causes, symptom));
    }

    private static List<String> names(Recommendation recommendation) {
        return recommendation.steps().stream().map(Remedy::name).toList();
    }

    private static MultiLayerNetwork penalized(double l2) {
        return Networks.stack(Networks.start(new Sgd(.01))
                .activation(Activation.TANH)
                .l2(l2)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
    }

    @Test
    void penaltiesThatWeighMoreThanTheLossAreAnsweredFirst() {
        DataSet batch = Networks.classes(DataType.FLOAT, 4);
        MultiLayerNetwork heavy = penalized(1);
        List<Recommendation> advice = advise(heavy, trained(heavy, batch, 10), List.of(), Symptom.STALLED_LOSS);
        assertThat(names(advice.get(0))).containsExactly("regularize-weights");
        assertThat(advice).anySatisfy(all -> assertThat(names(all)).contains("change-updater", "regularize-weights"));
        MultiLayerNetwork light = penalized(1e-4);
        List<Recommendation> usual = advise(light, trained(light, batch, 10), List.of(), Symptom.STALLED_LOSS);
        assertThat(names(usual.get(0))).doesNotContain("regularize-weights");
        assertThat(usual).noneSatisfy(all -> assertThat(names(all)).contains("change-updater", "regularize-weights"));
    }

    @Test
    void inputsOfTheUsualSizeAreNotTreatedForASymptomThatOtherCausesHave() {
        DataSet batch = Networks.classes(DataType.FLOAT, 4);
        DataSet raw = batch.copy();
        raw.setFeatures(raw.getFeatures().mul(100));
        MultiLayerNetwork network = penalized(0);
        assertThat(advise(network, trained(network, batch, 3), List.of(), Symptom.STALLED_LOSS))
                .noneSatisfy(each -> assertThat(names(each)).containsAnyOf("standardize-inputs", "normalize-inputs"));
        assertThat(advise(network, trained(network, raw, 3), List.of(), Symptom.STALLED_LOSS))
                .anySatisfy(each -> assertThat(names(each)).contains("normalize-inputs"));
    }

    private static List<Recommendation> onRawInputs(Attribution... causes) {
        DataSet batch = Networks.classes(DataType.FLOAT, 4);
        batch.setFeatures(batch.getFeatures().mul(100));
        MultiLayerNetwork network = penalized(0);
        return advise(network, trained(network, batch, 3), List.of(causes), Symptom.UNSCALED_INPUT);
    }

    private static List<Recommendation> underAPenalty(Attribution... causes) {
        MultiLayerNetwork network = penalized(1);
        DataSet batch = Networks.classes(DataType.FLOAT, 4);
        return advise(network, trained(network, batch, 3), List.of(causes), Symptom.POOR_INITIALIZATION);
    }

    /** A cause that stays whatever else is mended is treated with the largest one, however small its share. */
    @Test
    void aMisfitOfDataIsTreatedTogetherWithTheLargestCause() {
        List<Recommendation> advice = onRawInputs(
                Diagnoses.cause(Cause.LEARNING_RATE_TOO_HIGH, .95), Diagnoses.cause(Cause.INPUT_SCALE, .05));
        assertThat(IntStream.of(0, 1).mapToObj(advice::get))
                .anySatisfy(each -> assertThat(names(each)).contains("reduce-learning-rate", "normalize-inputs"));
    }

    /** With steps too small nothing that is mended shows in the length of a trial. */
    @Test
    void aRateTooLowIsRaisedTogetherWithWhatAnswersTheLargestCause() {
        List<Recommendation> advice =
                onRawInputs(Diagnoses.cause(Cause.INPUT_SCALE, .86), Diagnoses.cause(Cause.LEARNING_RATE_TOO_LOW, .14));
        assertThat(names(advice.get(0))).containsExactly("normalize-inputs");
        assertThat(names(advice.get(1))).containsExactlyInAnyOrder("tune-learning-rate", "normalize-inputs");
        assertThat(advice.get(1).steps())
                .filteredOn(TuneLearningRate.class::isInstance)
                .singleElement(type(TuneLearningRate.class))
                .satisfies(raised -> assertThat(raised.rates().values()).allMatch(rate -> rate.larger() > .01));
    }

    @Test
    void aPenaltyGoesBeforeARateTooLow() {
        List<Recommendation> advice = underAPenalty(
                Diagnoses.cause(Cause.SYMMETRIC_WEIGHTS, .82),
                Diagnoses.cause(Cause.LEARNING_RATE_TOO_LOW, .14),
                Diagnoses.cause(Cause.EXCESSIVE_REGULARIZATION, .04));
        assertThat(names(advice.get(1))).containsExactly("reinitialize-weights", "regularize-weights");
    }

    /** New weights are pulled down by the same penalty as the old ones. */
    @Test
    void aPenaltyIsMadeLighterTogetherWithWhatAnswersTheLargestCause() {
        List<Recommendation> advice = underAPenalty(
                Diagnoses.cause(Cause.SYMMETRIC_WEIGHTS, .96), Diagnoses.cause(Cause.EXCESSIVE_REGULARIZATION, .04));
        assertThat(names(advice.get(0))).containsExactly("reinitialize-weights");
        assertThat(names(advice.get(1))).containsExactly("reinitialize-weights", "regularize-weights");
    }

    /** Dead units are no symptom of labels: these speak for themselves. */
    @ParameterizedTest
    @ValueSource(doubles = {.05, 30})
    void labelsFarFromStandardizedOnesAreAnsweredWhateverTheSymptom(double scale) {
        DataSet batch = new DataSet(
                Networks.classes(DataType.FLOAT, 4).getFeatures(),
                Nd4j.linspace(DataType.FLOAT, -1.5, .25, 12).reshape(12, 1));
        DataSet raw = new DataSet(batch.getFeatures(), batch.getLabels().mul(scale));
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.01))
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nOut(1)
                        .build())
                .setInputType(InputType.feedForward(4)));
        List<Attribution> inactive = List.of(Diagnoses.cause(Cause.INACTIVE_RELU, 1));
        assertThat(advise(network, trained(network, batch, 3), inactive, Symptom.DEAD_UNITS))
                .noneSatisfy(each -> assertThat(names(each)).contains("standardize-labels"));
        List<Recommendation> advice = advise(network, trained(network, raw, 3), inactive, Symptom.DEAD_UNITS);
        assertThat(names(advice.get(0))).doesNotContain("standardize-labels");
        assertThat(names(advice.get(1))).containsExactly("standardize-labels");
    }

    /** What was read last may be the few examples that end an epoch; a repair has all others at hand. */
    @Test
    void aStandardizationInFrontIsMeasuredOnABatchAtHandWhereTooFewExamplesWereRead() {
        DataSet batch = Networks.classes(DataType.FLOAT, 4);
        batch.setFeatures(batch.getFeatures().mul(100));
        DataSet last = new DataSet(
                batch.getFeatures()
                        .get(NDArrayIndex.interval(0, 3), NDArrayIndex.all())
                        .dup(),
                batch.getLabels()
                        .get(NDArrayIndex.interval(0, 3), NDArrayIndex.all())
                        .dup());
        MultiLayerNetwork network = penalized(0);
        Diagnosis diagnosis = Diagnoses.of(
                network,
                trained(network, last, 3),
                List.of(Diagnoses.cause(Cause.INPUT_SCALE, 1)),
                Symptom.UNSCALED_INPUT);
        RemedyAdvisor advisor = RemedyAdvisor.standard();
        assertThat(advisor.advise(network, diagnosis))
                .noneSatisfy(each -> assertThat(names(each)).contains("normalize-inputs"));
        assertThat(advisor.advise(network, diagnosis, batch).get(0).steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        NormalizeInputs.class,
                        inputs -> assertThat(inputs.columns().means().get(0))
                                .isCloseTo(
                                        batch.getFeatures()
                                                .getColumn(0)
                                                .meanNumber()
                                                .doubleValue(),
                                        within(1e-2)));
    }
}
