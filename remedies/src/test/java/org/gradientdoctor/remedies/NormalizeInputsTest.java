package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.remedy.Columns;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

class NormalizeInputsTest {
    /** Of the normalization. */
    private static final double EPSILON = 1e-5;

    private static final Columns ONE = new Columns(List.of(1.), List.of(2.));

    private static Model treated(Model network, INDArray raw, int channels) {
        String first = Surgery.examine(network).layers().get(0).name();
        return new Recommendation(List.of(new NormalizeInputs(first, columns(raw, channels))), "test").applyTo(network);
    }

    private static Columns columns(INDArray raw, int channels) {
        int[] others = others(raw, channels);
        INDArray exact = raw.castTo(DataType.DOUBLE);
        return new Columns(State.values(exact.mean(others)), State.values(Transforms.sqrt(exact.var(false, others))));
    }

    private static int[] others(INDArray raw, int channels) {
        return IntStream.range(0, raw.rank())
                .filter(dimension -> dimension != channels)
                .toArray();
    }

    private static INDArray answers(Model network, INDArray features, boolean training) {
        return network instanceof MultiLayerNetwork stack
                ? stack.output(features, training)
                : ((ComputationGraph) network).output(training, features)[0];
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
        int[] others = others(raw, channels);
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
        State before = State.of(network);
        INDArray raw = each.batch().getFeatures().mul(40).add(100);
        INDArray standardized = standardized(raw, channels(each));
        Model treated = treated(network, raw, channels(each));
        INDArray inTraining = answers(treated, raw, true).sub(answers(network, standardized, true));
        assertThat(inTraining.amaxNumber().doubleValue()).isCloseTo(0, within(1e-3));
        // Its running statistics begin with the columns', so that inference is right before the first step, too.
        INDArray atOnce = answers(treated, raw, false).sub(answers(network, standardized, false));
        assertThat(atOnce.amaxNumber().doubleValue()).isCloseTo(0, within(1e-3));
        before.assertUnchanged(network);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theTreatedNetworkTrainsAndReadsItsInputScaled(Networks.Case each) {
        Model network = each.model();
        DataSet raw = each.batch().copy();
        raw.setFeatures(raw.getFeatures().mul(1000));
        Model treated = treated(network, raw.getFeatures(), channels(each));
        assertThat(outcome(network, raw)).isNotEqualTo(Outcome.HEALTHY);
        assertThat(outcome(treated, raw)).isEqualTo(Outcome.HEALTHY);
        double first = Double.NaN;
        for (int i = 0; i < 40; i++) {
            Networks.fit(treated, raw);
            first = i == 0 ? treated.score() : first;
        }
        assertThat(treated.score()).isLessThan(first);
    }

    @Test
    void columnsMuchSmallerThanTheEpsilonOfANormalizationAreStandardizedToo() {
        Networks.Case each = Networks.dense(new Sgd(.1));
        INDArray standard = standardized(each.batch().getFeatures(), 1);
        for (double size : new double[] {1e-8, 1e-5, 1e5}) {
            INDArray raw = standard.mul(size);
            Model treated = treated(each.model(), raw, 1);
            INDArray off = answers(treated, raw, false).sub(answers(each.model(), standard, false));
            assertThat(off.amaxNumber().doubleValue()).as("columns of %s", size).isCloseTo(0, within(1e-4));
        }
    }

    @Test
    void itsNumbersStayWhatTheyAreWhileTheOthersTrain() {
        Networks.Case each = ConvolutionalNetworks.sameSize();
        Model treated = treated(each.model(), each.batch().getFeatures(), 1);
        INDArray before = layer(treated, 0).params().dup();
        INDArray weights = layer(treated, 1).params().dup();
        Networks.fit(treated, each.batch());
        assertThat(layer(treated, 0).params()).isEqualTo(before);
        assertThat(layer(treated, 1).params()).isNotEqualTo(weights);
    }

    private static Layer layer(Model network, int index) {
        return ((MultiLayerNetwork) network).getLayer(index);
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
        assertThat(first.steps()).singleElement().isInstanceOf(NormalizeInputs.class);
        assertThat(layer(first.applyTo(each.model()), 0).conf().getLayer()).isInstanceOf(BatchNormalization.class);
    }

    @Test
    void whatHasNoColumnsOfNumbersIsRefused() {
        assertThat(refusal(Networks.convolutional().model(), 1)).contains("does not read the network's input");
        assertThat(refusal(RecurrentNetworks.embedding().model(), 0)).contains("not dense, convolutional or recurrent");
        assertThat(refusal(
                        ConvolutionalNetworks.threeDimensional(Convolution3D.DataFormat.NCDHW)
                                .model(),
                        0))
                .contains("three-dimensional");
        // A dense layer that is applied step by step reads sequences.
        assertThat(refusal(RecurrentNetworks.wrapped().model(), 0)).contains("its wrapper looks at");
        // Two layers read the input, and one alone would get it normalized.
        assertThat(refusal(RecurrentNetworks.recurrentGraph().model(), 0)).contains("input in is read by");
        assertThat(new NormalizeInputs("layer0", ONE)
                        .refusal(Surgery.examine(Networks.dense(new Sgd(.1)).model())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("columns and 1 are to be"));
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
                .list()
                .layer(new DenseLayer.Builder().nOut(4).name("first").build())
                .layer(new DenseLayer.Builder().nOut(4).name("first-input-norm").build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(1)));
        assertThat(new NormalizeInputs("first", ONE).refusal(Surgery.examine(network)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("is there already"));
    }

    @Test
    void aLayerInFrontOfABranchTrainsAsTheBranchDoes() {
        ComputationGraph graph = new ComputationGraph(Networks.start(new Sgd(.1))
                .graphBuilder()
                .addInputs("in", "other")
                .addLayer("a", new DenseLayer.Builder().nOut(4).build(), "in")
                .addLayer(
                        "b",
                        new DenseLayer.Builder().nOut(4).updater(new Adam(.02)).build(),
                        "other")
                .addVertex("both", new MergeVertex(), "a", "b")
                .addLayer("out", Networks.softmax(3).build(), "both")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(1), InputType.feedForward(1))
                .build());
        graph.init();
        ComputationGraph treated =
                (ComputationGraph) new Recommendation(List.of(new NormalizeInputs("b", ONE)), "test").applyTo(graph);
        assertThat(Surgery.examine(treated).layer("b-input-norm").weightUpdaters())
                .allSatisfy(updater -> assertThat(updater).isInstanceOf(Adam.class));
        assertThatThrownBy(() -> Surgery.operate(
                        graph,
                        draft -> draft.insertBefore("both", "new", new ActivationLayer(Activation.IDENTITY), null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String refusal(Model network, int layer) {
        var draft = Surgery.examine(network);
        return new NormalizeInputs(draft.layers().get(layer).name(), ONE)
                .refusal(draft)
                .orElse("");
    }
}
