package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.gradientdoctor.remedies.remedy.ParametricRectifier;
import org.gradientdoctor.remedies.surgery.Batch;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

class ParametricRectifierTest {

    private static Model treated(Model model, Remedy remedy) {
        return new Recommendation(List.of(remedy), "test").applyTo(model);
    }

    @Test
    void negativeSumsArePassedOnByAQuarter() {
        Networks.Case network = Networks.dense(new Adam(.01));
        MultiLayerNetwork stack = (MultiLayerNetwork) network.model();
        MultiLayerNetwork rectified = (MultiLayerNetwork)
                treated(stack, ParametricRectifier.keepingWeights(List.of("layer0", "layer1", "layer2")));
        assertThat(Surgery.examine(rectified).layers())
                .extracting(LayerDraft::name)
                .containsExactly(
                        "layer0", "layer0-prelu", "layer1", "layer1-prelu", "layer2", "layer2-prelu", "layer3");
        INDArray x = network.batch().getFeatures();
        for (int i = 0; i < 3; i++) {
            INDArray z = x.mmul(stack.getParam(i + "_W")).addiRowVector(stack.getParam(i + "_b"));
            x = Transforms.leakyRelu(z, .25);
        }
        INDArray expected = Transforms.softmax(x.mmul(stack.getParam("3_W")).addiRowVector(stack.getParam("3_b")));
        assertThat(network.output(rectified).reshape(expected.shape()).distance2(expected))
                .isLessThan(1e-5);

        network.fit(rectified, 3);
        assertThat(rectified.getParam("1_W").toDoubleVector())
                .hasSize(8)
                .doesNotContain(.25)
                .usingComparatorWithPrecision(.1)
                .containsOnly(.25);
        PReLULayer layer = (PReLULayer) rectified.getLayer(1).conf().getLayer();
        assertThat(layer.getRegularization()).isEmpty();
        assertThat(layer.getIUpdater()).isEqualTo(new Adam(.01));
    }

    @Test
    void learnedSlopesSurviveASaveAndASecondApplication() throws IOException {
        Networks.Case network = Networks.dense(new Adam(.01));
        ParametricRectifier remedy = ParametricRectifier.keepingWeights(List.of("layer0", "layer2"));
        MultiLayerNetwork rectified = (MultiLayerNetwork) treated(network.model(), remedy);
        network.fit(rectified, 3);
        assertThat(State.parameters(treated(rectified, remedy))).isEqualTo(State.parameters(rectified));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(rectified, out, true);
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(out.toByteArray()), true);
        assertThat(network.output(restored)).isEqualTo(network.output(rectified));
        network.fit(rectified, 1);
        network.fit(restored, 1);
        assertThat(State.parameters(restored)).isEqualTo(State.parameters(rectified));
    }

    /** Why convolutions are refused: Deeplearning4j's backward pass has a limit for the numbers that share a slope. */
    @Test
    void sixtyFourExamplesMayShareASlopeAndNoMore() {
        MultiLayerNetwork network = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 2, 4);
        ParametricRectifier remedy = ParametricRectifier.keepingWeights(List.of("layer0"));
        MultiLayerNetwork rectified = (MultiLayerNetwork) treated(network, remedy);
        DataSet most = Networks.of(DataType.FLOAT, new long[] {64, 4}, 3);
        DataSet more = Networks.of(DataType.FLOAT, new long[] {65, 4}, 3);
        rectified.fit(most);
        assertThat(rectified.score()).isFinite();
        assertThatThrownBy(() -> rectified.fit(more)).hasMessageContaining("prelu_bp");
        assertThat(remedy.refusal(Surgery.examine(network), Batch.of(most))).isEmpty();
        assertThat(remedy.refusal(Surgery.examine(network), Batch.of(more)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("65 examples", "layer0", "smaller batches"));
    }

    @Test
    void anActivationLayerBehindANormalizationGetsThemByTheLayerBefore() {
        Networks.Case network = Networks.batchNormalized();
        ParametricRectifier remedy =
                ParametricRectifier.drawn(Surgery.examine(network.model()), List.of("tanh", "dense"), 4);
        assertThat(remedy.redrawn()).containsOnlyKeys("linear", "dense");
        MultiLayerNetwork rectified = (MultiLayerNetwork) treated(network.model(), remedy);
        assertThat(Surgery.examine(rectified).layers())
                .extracting(LayerDraft::name)
                .containsExactly("linear", "norm", "tanh", "tanh-prelu", "dense", "dense-prelu", "out");
        assertThat(((ActivationLayer) rectified.getLayer(2).conf().getLayer()).getActivationFn())
                .isInstanceOf(ActivationIdentity.class);
        assertThat(((BaseLayer) rectified.getLayer(4).conf().getLayer()).getActivationFn())
                .isInstanceOf(ActivationIdentity.class);
        assertThat(rectified.getParam("3_W").toDoubleVector()).hasSize(8).containsOnly(.25);
        network.fit(rectified, 2);
        assertThat(rectified.score()).isFinite();
    }

    @Test
    void weightsAreDrawnByHesRuleWithTheSlopeOfAQuarter() {
        MultiLayerNetwork network = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 2, 100);
        Model rectified =
                treated(network, ParametricRectifier.drawn(Surgery.examine(network), List.of("layer0", "layer1"), 3));
        double deviation = rectified.getParam("2_W").stdNumber().doubleValue();
        // 10000 numbers: the deviation strays by .7 %.
        double expected = Math.sqrt(2 / (1 + .25 * .25) / 100);
        assertThat(deviation).isCloseTo(expected, within(.03 * expected));
        assertThat(rectified.getParam("4_W")).isEqualTo(network.getParam("2_W"));
    }

    @Test
    void whatHasNoPlaceForOneIsRefusedWithTheWayOut() {
        refused(RecurrentNetworks.lstm().model(), "lstm", "is recurrent", "inside of each step");
        refused(Networks.graph().model(), "out", "is an output", "hidden layers");
        refused(RecurrentNetworks.attention().model(), "attention", "neither dense", "leaky ReLU");
        refused(RecurrentNetworks.wrapped().model(), "layer0", "wrapped", "leaky ReLU");
        refused(Networks.frozen().model(), "ice", "is frozen");
        refused(DenseNetworks.unnamed().model(), "7", "there is no layer");
        ComputationGraph joined = new ComputationGraph(Networks.start(new Sgd(.1))
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", new DenseLayer.Builder().nOut(4).build(), "in")
                .addLayer("b", new DenseLayer.Builder().nOut(4).build(), "a")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .addLayer("act", new ActivationLayer(Activation.TANH), "sum")
                .addLayer("out", Networks.softmax(3).build(), "act")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(4))
                .build());
        joined.init();
        refused(joined, "act", "in one run with a dense one");
        refused(Networks.convolutional().model(), "conv", "neither dense", "more than 64 numbers");
        refused(RecurrentNetworks.masked().model(), "layer1", "steps of sequences");
        assertThatThrownBy(() -> ParametricRectifier.keepingWeights(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no layer is named");
        assertThat(new ParametricRectifier(List.of("a"), Map.of(), 1).safety()).isEqualTo(SafetyClass.KEEPS_PARAMETERS);
    }

    private static void refused(Model model, String layer, String... words) {
        assertThatThrownBy(() -> treated(model, ParametricRectifier.keepingWeights(List.of(layer))))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> assertThat(thrown.getMessage()).contains(words));
    }
}
