package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.remedies.remedy.Columns;
import org.gradientdoctor.remedies.remedy.NormalizeInputs;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

class NormalizeInputsTest {
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
                Networks.graph(),
                RecurrentNetworks.recurrentGraph(),
                branching(InputType.convolutional(6, 6, 2)));
    }

    /** After Inception: two convolutions read the input. */
    private static Networks.Case branching(InputType input) {
        ComputationGraph graph = new ComputationGraph(Networks.start(new Adam(.01))
                .activation(Activation.TANH)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("in")
                .addLayer("points", new ConvolutionLayer.Builder(1, 1).nOut(3).build(), "in")
                .addLayer("squares", new ConvolutionLayer.Builder(3, 3).nOut(3).build(), "in")
                .addVertex("both", new MergeVertex(), "points", "squares")
                .addLayer("out", Networks.softmax(3).build(), "both")
                .setOutputs("out")
                .setInputTypes(input)
                .build());
        graph.init();
        return Networks.trained("branching", graph, Networks.of(DataType.FLOAT, new long[] {8, 2, 6, 6}, 3));
    }

    private static int channels(Networks.Case each) {
        return each.name().contains("channels last") ? 3 : 1;
    }

    /** Column by column. */
    private static INDArray standardized(INDArray raw, int channels) {
        int[] others = others(raw, channels);
        long[] wide = IntStream.range(0, raw.rank())
                .mapToLong(dimension -> dimension == channels ? raw.size(channels) : 1)
                .toArray();
        INDArray mean = raw.mean(others).reshape(wide);
        INDArray deviation = raw.var(false, others).reshape(wide).dup();
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

    static Stream<Networks.Case> advised() {
        return Stream.of(Networks.dense(new Sgd(.1)), ConvolutionalNetworks.sameSize(), RecurrentNetworks.simple());
    }

    @ParameterizedTest
    @MethodSource("advised")
    void itIsAdvisedFirst(Networks.Case each) {
        DataSet raw = DataSet.merge(List.of(each.batch(), each.batch()));
        raw.setFeatures(raw.getFeatures().mul(100).add(1000));
        Diagnosis diagnosis = Diagnoses.of(
                each.model(),
                Preflight.examine(each.model(), raw).trace(),
                List.of(Diagnoses.cause(Cause.INPUT_SCALE, 1)),
                Symptom.UNSCALED_INPUT);
        Recommendation first =
                RemedyAdvisor.standard().advise(each.model(), diagnosis).get(0);
        assertThat(first.steps()).singleElement().isInstanceOf(NormalizeInputs.class);
        assertThat(Surgery.examine(first.applyTo(each.model())).layers().get(0).isFrozen())
                .isTrue();
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
        // One layer alone would get the input normalized.
        assertThat(refusal(readBesides(), 0)).contains("input in is read by both, which does not read it as");
        // What a layer gives, unlike an input, is masked in place.
        ComputationGraph dropping =
                (ComputationGraph) branching(InputType.convolutional(6, 6, 2)).model();
        ((BaseLayer) dropping.getLayer("squares").conf().getLayer()).setIDropout(new Dropout(.5));
        assertThat(refusal(dropping, 0)).contains("input in is read by", "one of them drops inputs");
        assertThat(new NormalizeInputs("layer0", ONE)
                        .refusal(Surgery.examine(Networks.dense(new Sgd(.1)).model())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("columns and 1 are to be"));
    }

    private static Model readBesides() {
        ComputationGraph graph = new ComputationGraph(Networks.start(new Sgd(.1))
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", new DenseLayer.Builder().nOut(4).build(), "in")
                .addVertex("both", new MergeVertex(), "first", "in")
                .addLayer("out", Networks.softmax(3).build(), "both")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(1))
                .build());
        graph.init();
        return graph;
    }

    /** Rows that each reader lays out as maps by a preprocessor of its own are laid out once, in front. */
    @Test
    void whatSeveralLayersLayOutIsLaidOutOnce() {
        ComputationGraph graph =
                (ComputationGraph) branching(InputType.convolutional(6, 6, 2)).model();
        ComputationGraphConfiguration flat =
                ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());
        for (String layer : List.of("points", "squares")) {
            LayerVertex reader =
                    (LayerVertex) Objects.requireNonNull(flat.getVertices().get(layer));
            reader.setPreProcessor(new FeedForwardToCnnPreProcessor(6, 6, 2));
        }
        ComputationGraph rows = new ComputationGraph(flat);
        rows.init(graph.params(), true);
        INDArray raw = Networks.of(DataType.FLOAT, new long[] {8, 2, 6, 6}, 3)
                .getFeatures()
                .mul(40)
                .add(100);
        Model treated = treated(rows, raw, 1);
        assertThat(Surgery.examine(treated).readers("points-input-norm"))
                .containsExactlyInAnyOrder("points", "squares");
        INDArray difference =
                answers(treated, raw.reshape(8, 72), false).sub(answers(graph, standardized(raw, 1), false));
        assertThat(difference.amaxNumber().doubleValue()).isCloseTo(0, within(1e-3));
    }

    @Test
    void aSecondTimeItSetsTheNumbersForAllReaders() {
        Networks.Case each = branching(InputType.convolutional(6, 6, 2));
        INDArray raw = each.batch().getFeatures().mul(40).add(100);
        Model once = treated(each.model(), raw, 1);
        NormalizeInputs again = new NormalizeInputs("points", columns(raw.mul(2), 1));
        Model twice = new Recommendation(List.of(again), "test").applyTo(once);
        INDArray difference = answers(twice, raw.mul(2), false).sub(answers(each.model(), standardized(raw, 1), false));
        assertThat(difference.amaxNumber().doubleValue()).isCloseTo(0, within(1e-3));
    }

    /** As an advisor does, which has read the data only. */
    @Test
    void aGraphWithSeveralLayersBehindItsInputIsAdvisedIt() {
        Networks.Case each = branching(InputType.convolutional(6, 6, 2));
        DataSet raw = each.batch().copy();
        raw.setFeatures(raw.getFeatures().mul(1000));
        Diagnosis before = Preflight.examine(each.model(), raw);
        assertThat(RemedyAdvisor.standard().advise(each.model(), before, raw))
                .anySatisfy(
                        advice -> assertThat(RemedyAdvisorTest.names(advice)).contains("normalize-inputs"));
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
    void aLayerThatIsInsertedInFrontOfABranchTrainsAsTheBranchDoes() {
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
        Model treated = Surgery.operate(
                graph,
                draft -> draft.insertBefore(
                        "b",
                        "new",
                        new BatchNormalization.Builder().nIn(1).nOut(1).build(),
                        null));
        assertThat(Surgery.examine(treated).layer("new").weightUpdaters())
                .isNotEmpty()
                .allSatisfy(updater -> assertThat(updater).isInstanceOf(Adam.class));
        assertThatThrownBy(() -> Surgery.operate(
                        graph,
                        draft -> draft.insertBefore("both", "new", new ActivationLayer(Activation.IDENTITY), null)))
                .isInstanceOf(IllegalArgumentException.class);
        Model standardized = new Recommendation(List.of(new NormalizeInputs("b", ONE)), "test").applyTo(graph);
        assertThat(Surgery.examine(standardized).layer("b-input-norm").isFrozen())
                .isTrue();
    }

    /** Steps that a mask hides hold anything, one column has one curve in all examples, and one never varies. */
    @ParameterizedTest
    @CsvSource({"false, FLOAT", "true, FLOAT", "true, DOUBLE"})
    void statisticsAreThoseOfAllExamplesAndStepsThatAreNotHidden(boolean stepsFirst, DataType type) {
        MultiLayerNetwork network = sequences(stepsFirst ? RNNFormat.NWC : RNNFormat.NCW);
        Random random = new Random(1);
        double[] curve = {0, 100, 200, 300};
        List<List<Double>> seen = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Batch> data = new ArrayList<>();
        for (int examples : new int[] {5, 3}) {
            INDArray features = Nd4j.create(type, examples, 4, 4);
            INDArray mask = Nd4j.ones(type, examples, 4);
            for (int e = 0; e < examples; e++) {
                for (int t = 0; t < 4; t++) {
                    boolean hidden = e == 2 && t == 3;
                    double[] values = {curve[t], .1, random.nextDouble(), 10 * random.nextGaussian()};
                    for (int c = 0; c < 4; c++) {
                        features.putScalar(e, c, t, hidden ? 1e6 : values[c]);
                        if (!hidden) {
                            seen.get(c).add(values[c]);
                        }
                    }
                    mask.putScalar(e, t, hidden ? 0 : 1);
                }
            }
            INDArray laidOut = stepsFirst ? features.permute(0, 2, 1) : features;
            data.add(Batch.of(new DataSet(laidOut, null, mask, null)));
        }
        Columns fitted = new NormalizeInputs("layer0", new Columns(List.of(0., 0., 0., 0.), List.of(1., 1., 1., 1.)))
                .fittedTo(Surgery.examine(network), data)
                .columns();
        for (int c = 0; c < 4; c++) {
            double[] values =
                    seen.get(c).stream().mapToDouble(Double::doubleValue).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow());
            assertThat(fitted.means().get(c)).as("mean of %d", c).isCloseTo(mean, within(1e-5));
            if (c != 1) {
                assertThat(fitted.deviations().get(c)).as("deviation of %d", c).isCloseTo(deviation, within(1e-5));
            }
        }
        // One that never varies has the usual deviation of the others, and not none.
        assertThat(fitted.deviations().get(1)).isEqualTo(fitted.deviations().get(3));
    }

    private static MultiLayerNetwork sequences(RNNFormat format) {
        return Networks.stack(Networks.start(new Adam(.01))
                .activation(Activation.TANH)
                .list()
                .layer(new LSTM.Builder().nOut(5).dataFormat(format).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .dataFormat(format)
                        .build())
                .setInputType(InputType.recurrent(4, 6, format)));
    }

    /** With steps in the second dimension a layer in front reads columns that a listener cannot tell from steps. */
    @Test
    void sequencesWithStepsFirstAreTreatedToo() {
        MultiLayerNetwork network = sequences(RNNFormat.NWC);
        DataSet raw = RecurrentNetworks.sequences();
        raw.setFeatures(raw.getFeatures().mul(1000).permute(0, 2, 1).dup());
        raw.setLabels(raw.getLabels().permute(0, 2, 1).dup());
        Model treated = treated(network, raw.getFeatures(), 2);
        INDArray off = answers(treated, raw.getFeatures(), false)
                .sub(answers(network, standardized(raw.getFeatures(), 2), false));
        assertThat(off.amaxNumber().doubleValue()).isCloseTo(0, within(1e-3));
        assertThat(outcome(treated, raw)).isEqualTo(Outcome.HEALTHY);
        treated.addListeners(GradientHealthListener.builder().quiet().build());
        Networks.fit(treated, raw);
        assertThat(Double.isFinite(treated.score())).isTrue();
    }

    /** Deeplearning4j lays the mask of a first layer that reads step by step out as it does those of outputs. */
    @Test
    void whatAMaskHidesIsNoDataBehindAStandardizationEither() {
        MultiLayerNetwork network = sequences(RNNFormat.NCW);
        DataSet raw = RecurrentNetworks.sequences();
        long steps = raw.getFeatures().size(2);
        raw.setFeatures(raw.getFeatures().mul(.01).add(1000));
        INDArray mask = Nd4j.ones(raw.getFeatures().size(0), steps);
        for (int e = 0; e < mask.size(0); e++) {
            mask.putScalar(e, steps - 1, 0);
            raw.getFeatures().get(point(e), all(), point(steps - 1)).assign(0);
        }
        raw.setFeaturesMaskArray(mask);
        raw.setLabelsMaskArray(mask.dup());
        Remedy step = new NormalizeInputs("layer0", columns(raw.getFeatures(), 1))
                .fittedTo(Surgery.examine(network), List.of(Batch.of(raw)));
        MultiLayerNetwork treated = (MultiLayerNetwork) new Recommendation(List.of(step), "test").applyTo(network);
        GradientHealthListener health = GradientHealthListener.builder().quiet().build();
        treated.setListeners(health);
        treated.fit(raw);
        treated.fit(raw);
        assertThat(health.diagnosis().trace().inputs()).singleElement().satisfies(input -> {
            assertThat(input.columns().mean(0)).isCloseTo(1000, within(1.));
            assertThat(input.normalized()).isTrue();
        });
    }

    @Test
    void appliedAgainItSetsTheNumbersAnew() {
        Networks.Case each = Networks.dense(new Sgd(.1));
        INDArray raw = each.batch().getFeatures();
        Model once = treated(each.model(), raw, 1);
        INDArray drifted = raw.mul(7).add(3);
        Model again =
                new Recommendation(List.of(new NormalizeInputs("layer0", columns(drifted, 1))), "test").applyTo(once);
        assertThat(((MultiLayerNetwork) again).getnLayers()).isEqualTo(((MultiLayerNetwork) once).getnLayers());
        assertThat(answers(again, drifted, false)
                        .sub(answers(once, raw, false))
                        .amaxNumber()
                        .doubleValue())
                .isCloseTo(0, within(1e-4));
        // Numbers for data that have drifted are measured behind what is there.
        Remedy fitted = new NormalizeInputs("layer0", columns(raw, 1))
                .fittedTo(Surgery.examine(once), List.of(Batch.of(new DataSet(drifted, null))));
        assertThat(((NormalizeInputs) fitted).columns().means().get(0))
                .isCloseTo(columns(drifted, 1).means().get(0), within(1e-4));
        assertThatThrownBy(() -> new Recommendation(
                        List.of(
                                new NormalizeInputs("layer0", columns(raw, 1)),
                                new NormalizeInputs("layer0", columns(drifted, 1))),
                        "test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer0");
    }

    @Test
    void whatTheDataTypeCannotHoldIsRefused() {
        MultiLayerNetwork half = Networks.stack(Networks.start(new Sgd(.1))
                .dataType(DataType.FLOAT16)
                .list()
                .layer(new DenseLayer.Builder().nOut(4).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(1)));
        for (double deviation : new double[] {1e-7, 1e9}) {
            assertThat(new NormalizeInputs("layer0", new Columns(List.of(0.), List.of(deviation)))
                            .refusal(Surgery.examine(half)))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("column 0", "HALF cannot hold"));
        }
        Columns large = new Columns(List.of(0.), List.of(300.));
        Model treated = new Recommendation(List.of(new NormalizeInputs("layer0", large)), "test").applyTo(half);
        double one = ((MultiLayerNetwork) treated)
                .feedForward(Nd4j.valueArrayOf(new long[] {1, 1}, 300., DataType.FLOAT16))
                .get(1)
                .getDouble(0);
        assertThat(one).isCloseTo(1, within(1e-2));
    }

    /** A frozen normalization by other numbers than those of the data is seen for what it gives. */
    @Test
    void aStandardizationThatDoesNotFitTheDataIsUnscaledInput() {
        Networks.Case each = Networks.dense(new Sgd(.1));
        DataSet raw = each.batch().copy();
        raw.setFeatures(raw.getFeatures().mul(1000));
        assertThat(outcome(treated(each.model(), raw.getFeatures(), 1), raw)).isEqualTo(Outcome.HEALTHY);
        Model drifted = treated(each.model(), each.batch().getFeatures(), 1);
        Diagnosis diagnosis = Preflight.examine(drifted, raw);
        assertThat(diagnosis.finding(Symptom.UNSCALED_INPUT).orElseThrow().outcome())
                .isNotEqualTo(Outcome.HEALTHY);
        Recommendation first =
                RemedyAdvisor.standard().advise(drifted, diagnosis).get(0);
        assertThat(first.layers()).containsExactly("layer0");
        assertThat(outcome(first.applyTo(drifted), raw)).isEqualTo(Outcome.HEALTHY);
    }

    private static String refusal(Model network, int layer) {
        var draft = Surgery.examine(network);
        return new NormalizeInputs(draft.layers().get(layer).name(), ONE)
                .refusal(draft)
                .orElse("");
    }
}
