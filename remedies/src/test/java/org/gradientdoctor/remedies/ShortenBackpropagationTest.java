package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.gradientdoctor.remedies.remedy.ShortenBackpropagation;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.gradientdoctor.remedies.surgery.Truncation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ShortenBackpropagationTest {

    private static Model shortened(Model model, int steps, String... layers) {
        return new Recommendation(List.of(new ShortenBackpropagation(List.of(layers), steps)), "test").applyTo(model);
    }

    private static RnnOutputLayer.Builder output() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT).nOut(3).activation(Activation.SOFTMAX);
    }

    private static DataSet steps(DataSet batch, int from, int to) {
        return new DataSet(
                batch.getFeatures()
                        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to))
                        .dup(),
                batch.getLabels()
                        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to))
                        .dup());
    }

    @Test
    void eachSegmentIsAnIterationAndTheFirstOneIsTrainedAsASequenceOfThatLength() {
        Networks.Case network = RecurrentNetworks.simple();
        MultiLayerNetwork whole = (MultiLayerNetwork) network.model();
        MultiLayerNetwork segments = (MultiLayerNetwork) shortened(whole, 4, "layer0", "layer1");
        assertThat(segments.getLayerWiseConfigurations().getBackpropType()).isEqualTo(BackpropType.TruncatedBPTT);
        assertThat(segments.output(network.batch().getFeatures()))
                .isEqualTo(whole.output(network.batch().getFeatures()));

        DataSet first = steps(network.batch(), 0, 4);
        MultiLayerNetwork again = (MultiLayerNetwork) shortened(whole, 4, "layer0", "layer1");
        segments.fit(first);
        whole.fit(first);
        assertThat(State.parameters(segments)).isEqualTo(State.parameters(whole));

        int before = again.getIterationCount();
        again.fit(network.batch());
        assertThat(again.getIterationCount() - before)
                .as("segments of six steps")
                .isEqualTo(2);
    }

    @Test
    void lengthsAreReducedAndNeverRaised() {
        Model truncated = Objects.requireNonNull(Networks.catalog().get("truncated back-propagation, double, dropout"))
                .get()
                .model();
        assertThat(Surgery.examine(truncated).truncation()).contains(new Truncation(4, 2));
        assertThat(Surgery.examine(shortened(truncated, 3, "layer0")).truncation())
                .contains(new Truncation(3, 2));
        assertThat(Surgery.examine(shortened(truncated, 2, "layer0")).truncation())
                .contains(new Truncation(2, 2));
        assertThat(Surgery.examine(shortened(truncated, 4, "layer0")).truncation())
                .contains(new Truncation(4, 2));
        refused(truncated, 5, "layer0", "truncated to 4 steps already", "give fewer");
    }

    @Test
    void aGraphIsShortenedToo() {
        Networks.Case network = RecurrentNetworks.recurrentGraph();
        ComputationGraph segments = (ComputationGraph) shortened(network.model(), 2, "simple", "gated", "second");
        assertThat(segments.getConfiguration().getTbpttFwdLength()).isEqualTo(2);
        assertThat(segments.getConfiguration().getTbpttBackLength()).isEqualTo(2);
        int before = segments.getIterationCount();
        network.fit(segments, 1);
        assertThat(segments.getIterationCount() - before).isEqualTo(3);
        assertThat(new Recommendation(List.of(new ShortenBackpropagation(List.of("simple"), 2)), "test")
                        .configurationDifference(network.model()))
                .containsExactly(
                        "  back-propagation through time: ComputationGraph",
                        "- through whole sequences",
                        "+ tbpttFwdLength: 2, tbpttBackLength: 2");
    }

    @Test
    void whatIsNotComputedStepByStepIsRefusedWithTheReason() {
        refused(Networks.dense(new Sgd(.1)).model(), 5, "layer0", "is not recurrent", "name recurrent layers");
        refused(RecurrentNetworks.sequenceToSequence().model(), 5, "writer", "reader", "from their end");
        refused(RecurrentNetworks.embedding().model(), 5, "layer1", "layer0 (EmbeddingSequenceLayer)", "by itself");
        refused(RecurrentNetworks.attention().model(), 5, "dense", "is not recurrent");
        refused(stack(new Bidirectional(rnn().build())), 5, "layer0", "Deeplearning4j throws there");
        refused(
                Networks.stack(Networks.start(new Sgd(.1))
                        .list()
                        .layer(rnn().build())
                        .layer(new LastTimeStep(rnn().build()))
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.recurrent(4))),
                5,
                "layer0",
                "layer1",
                "one answer for a whole sequence");
        refused(
                Networks.stack(Networks.start(new Sgd(.1))
                        .list()
                        .layer(rnn().dataFormat(RNNFormat.NWC).build())
                        .layer(output().build())
                        .setInputType(InputType.recurrent(4, RNNFormat.NWC))),
                5,
                "layer0",
                "NWC",
                "use the format NCW");
        ComputationGraph behind = new ComputationGraph(Networks.start(new Sgd(.1))
                .graphBuilder()
                .addInputs("in")
                .addLayer("dense", new DenseLayer.Builder().nOut(4).build(), "in")
                .addLayer("rnn", rnn().build(), "dense")
                .addLayer("out", output().build(), "rnn")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(4))
                .build());
        behind.init();
        refused(behind, 5, "rnn", "layout", "leaves out in segments");
        assertThatThrownBy(() -> new ShortenBackpropagation(List.of("a"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 or more");
        assertThatThrownBy(() -> new ShortenBackpropagation(List.of(), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no layer is named");
    }

    private static SimpleRnn.Builder rnn() {
        return new SimpleRnn.Builder().nOut(4).activation(Activation.TANH);
    }

    private static MultiLayerNetwork stack(Bidirectional layer) {
        return Networks.stack(Networks.start(new Sgd(.1))
                .list()
                .layer(layer)
                .layer(output().build())
                .setInputType(InputType.recurrent(4)));
    }

    private static void refused(Model model, int steps, String layer, String... words) {
        assertThat(new ShortenBackpropagation(List.of(layer), steps).refusal(Surgery.examine(model)))
                .hasValueSatisfying(reason -> assertThat(reason).contains(words));
    }

    /**
     * Why the page calls truncation a last resort: Deeplearning4j carries the state from one segment to the next when it
     * computes outputs, but on the way back it computes the segment's activations anew from a state of zero.
     */
    @Test
    void deeplearning4jDifferentiatesLaterSegmentsAsIfTheyBeganAtZero() {
        MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(0))
                .dataType(DataType.DOUBLE)
                .list()
                .layer(rnn().build())
                .layer(output().build())
                .setInputType(InputType.recurrent(4)));
        DataSet batch = RecurrentNetworks.sequences();
        batch.setFeatures(batch.getFeatures().castTo(DataType.DOUBLE));
        batch.setLabels(batch.getLabels().castTo(DataType.DOUBLE));
        MultiLayerNetwork segments = (MultiLayerNetwork) shortened(network, 3, "layer0");
        List<INDArray> gradients = new ArrayList<>();
        segments.setListeners(new BaseTrainingListener() {
            @Override
            public void onGradientCalculation(Model model) {
                gradients.add(model.gradient().getGradientFor("0_RW").dup().divi(batch.numExamples()));
            }
        });
        segments.fit(batch);
        assertThat(gradients).hasSize(2);

        assertThat(apart(gradients.get(0), network, steps(batch, 0, 3), null)).isLessThan(1e-6);
        network.rnnClearPreviousState();
        network.rnnTimeStep(
                batch.getFeatures().get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 3)));
        Map<String, INDArray> state = network.rnnGetPreviousState(0);
        assertThat(apart(gradients.get(1), network, steps(batch, 3, 6), state)).isGreaterThan(.05);
    }

    /** Relative distance of a gradient from central differences of the loss of a segment that begins with a state. */
    private static double apart(
            INDArray gradient, MultiLayerNetwork network, DataSet segment, @Nullable Map<String, INDArray> state) {
        INDArray weights = network.getParam("0_RW");
        INDArray expected = weights.ulike();
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double was = weights.getDouble(i, j);
                weights.putScalar(i, j, was + 1e-5);
                double above = loss(network, segment, state);
                weights.putScalar(i, j, was - 1e-5);
                double below = loss(network, segment, state);
                weights.putScalar(i, j, was);
                expected.putScalar(i, j, (above - below) / 2e-5);
            }
        }
        return gradient.distance2(expected) / expected.norm2Number().doubleValue();
    }

    private static double loss(MultiLayerNetwork network, DataSet segment, @Nullable Map<String, INDArray> state) {
        network.rnnClearPreviousState();
        if (state != null) {
            network.rnnSetPreviousState(0, state);
        }
        INDArray answers = network.rnnTimeStep(segment.getFeatures());
        double loss = 0;
        for (int i = 0; i < answers.size(0); i++) {
            for (int t = 0; t < answers.size(2); t++) {
                for (int k = 0; k < 3; k++) {
                    loss -= segment.getLabels().getDouble(i, k, t) * Math.log(answers.getDouble(i, k, t));
                }
            }
        }
        return loss / answers.size(0);
    }
}
