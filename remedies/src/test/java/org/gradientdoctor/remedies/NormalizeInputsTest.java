package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

class NormalizeInputsTest {
    /** Of the normalization. */
    private static final double EPSILON = 1e-5;

    private static Model treated(Model network, String first) {
        return new Recommendation(List.of(new NormalizeInputs(first)), "test").applyTo(network);
    }

    private static INDArray trainingAnswers(Model network, INDArray features) {
        return network instanceof MultiLayerNetwork stack
                ? stack.output(features, true)
                : ((ComputationGraph) network).output(true, features)[0];
    }

    static Stream<Networks.Case> networks() {
        return Stream.of(
                Networks.dense(new Sgd(.1)),
                Networks.convolutional(),
                ConvolutionalNetworks.channelsLast(),
                ConvolutionalNetworks.sameSize(),
                ConvolutionalNetworks.oneDimensional(),
                RecurrentNetworks.simple(),
                RecurrentNetworks.truncated(),
                RecurrentNetworks.sequenceToSequence(),
                Networks.graph());
    }

    private static int channels(Networks.Case each) {
        return each.name().contains("channels last") ? 3 : 1;
    }

    /** Column by column, as the formula of the normalization has it. */
    private static INDArray standardized(INDArray raw, int channels) {
        int[] others = IntStream.range(0, raw.rank())
                .filter(dimension -> dimension != channels)
                .toArray();
        long[] wide = IntStream.range(0, raw.rank())
                .mapToLong(dimension -> dimension == channels ? raw.size(channels) : 1)
                .toArray();
        INDArray mean = raw.mean(others).reshape(wide);
        INDArray deviation = raw.var(false, others).addi(EPSILON).reshape(wide).dup();
        Transforms.sqrt(deviation, false);
        return raw.sub(mean.broadcast(raw.shape())).div(deviation.broadcast(raw.shape()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void onRawDataTheNetworkAnswersAsItDidOnStandardizedData(Networks.Case each) {
        Model network = each.model();
        String first = Surgery.examine(network).layers().get(0).name();
        State before = State.of(network);
        INDArray raw = each.batch().getFeatures().mul(40).add(100);
        INDArray expected = trainingAnswers(network, standardized(raw, channels(each)));
        INDArray answers = trainingAnswers(treated(network, first), raw);
        assertThat(answers.sub(expected).amaxNumber().doubleValue()).isCloseTo(0, within(1e-3));
        before.assertUnchanged(network);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theTreatedNetworkTrainsAndReadsItsInputScaled(Networks.Case each) {
        Model network = each.model();
        DataSet raw = each.batch().copy();
        raw.setFeatures(raw.getFeatures().mul(1000));
        Model treated =
                treated(network, Surgery.examine(network).layers().get(0).name());
        assertThat(outcome(network, raw)).isNotEqualTo(Outcome.HEALTHY);
        assertThat(outcome(treated, raw)).isEqualTo(Outcome.HEALTHY);
        double first = Double.NaN;
        for (int i = 0; i < 40; i++) {
            Networks.fit(treated, raw);
            first = i == 0 ? treated.score() : first;
        }
        assertThat(treated.score()).isLessThan(first);
    }

    private static Outcome outcome(Model network, DataSet batch) {
        return Preflight.examine(network, batch)
                .finding(Symptom.UNSCALED_INPUT)
                .orElseThrow()
                .outcome();
    }

    @Test
    void itIsAdvisedFirstWhereTheStandardizationCannotBeFoldedIn() {
        Networks.Case each = ConvolutionalNetworks.sameSize();
        DataSet raw = each.batch().copy();
        raw.setFeatures(raw.getFeatures().mul(100).add(1000));
        Diagnosis diagnosis = Diagnoses.of(
                each.model(),
                Preflight.examine(each.model(), raw).trace(),
                List.of(Diagnoses.cause(Cause.INPUT_SCALE, 1)),
                Symptom.UNSCALED_INPUT);
        Recommendation first =
                RemedyAdvisor.standard().advise(each.model(), diagnosis).get(0);
        assertThat(first.steps()).containsExactly(new NormalizeInputs("stem"));
        assertThat(((MultiLayerNetwork) first.applyTo(each.model()))
                        .getLayer(0)
                        .conf()
                        .getLayer())
                .isInstanceOf(BatchNormalization.class);
    }

    @Test
    void whatHasNoColumnsOfNumbersIsRefused() {
        assertThat(refusal(Networks.convolutional().model(), 1)).contains("does not read the network's input");
        assertThat(refusal(RecurrentNetworks.embedding().model(), 0)).contains("no columns of numbers");
        assertThat(refusal(
                        ConvolutionalNetworks.threeDimensional(Convolution3D.DataFormat.NCDHW)
                                .model(),
                        0))
                .contains("three-dimensional");
    }

    @Test
    void aBatchOfAFewExamplesIsRefused() {
        Networks.Case each = Networks.dense(new Sgd(.1));
        String first = Surgery.examine(each.model()).layers().get(0).name();
        DataSet few = (DataSet) each.batch().getRange(0, 4);
        assertThat(new NormalizeInputs(first).refusal(Surgery.examine(each.model()), Batch.of(few)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("4 examples"));
    }

    private static String refusal(Model network, int layer) {
        var draft = Surgery.examine(network);
        return new NormalizeInputs(draft.layers().get(layer).name())
                .refusal(draft)
                .orElse("");
    }
}
