package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.surgery.Bypass;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The four operations of surgery, and the stack that becomes a graph. */
class StructureTest {

    @TestFactory
    Stream<DynamicNode> aStackThatBecomesAGraphTrainsOnBitForBit() {
        return Networks.catalog().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Networks.Case network = entry.getValue().get();
                    Model graph = Surgery.operate(network.model(), true, draft -> {});
                    assertThat(graph).isInstanceOf(ComputationGraph.class);
                    assertThat(network.output(graph)).isEqualTo(network.output(network.model()));

                    Nd4j.getRandom().setSeed(3);
                    network.fit(network.model(), 20);
                    Nd4j.getRandom().setSeed(3);
                    network.fit(graph, 20);

                    assertThat(State.parameters(graph).values())
                            .containsExactlyElementsOf(
                                    State.parameters(network.model()).values());
                    assertThat(State.updater(graph)).isEqualTo(State.updater(network.model()));
                }));
    }

    @TestFactory
    Stream<DynamicNode> layersInsertedThatDoNothingChangeNothingAndCanBeRemoved() {
        return Networks.catalog().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Networks.Case network = entry.getValue().get();
                    List<String> names = Surgery.examine(network.model()).layers().stream()
                            .map(LayerDraft::name)
                            .toList();
                    Model longer = Surgery.operate(
                            network.model(),
                            draft -> names.forEach(name -> {
                                if (!draft.readers(name).isEmpty() && mayBeFollowed(draft.layer(name))) {
                                    draft.insertAfter(
                                            name, name + "-same", new ActivationLayer(Activation.IDENTITY), null);
                                }
                            }));
                    assertThat(Surgery.examine(longer).layers()).hasSizeGreaterThan(names.size());
                    assertThat(network.output(longer)).isEqualTo(network.output(network.model()));
                    assertThat(State.parameters(longer).values())
                            .containsExactlyInAnyOrderElementsOf(
                                    State.parameters(network.model()).values());

                    Model back = Surgery.operate(
                            longer,
                            draft -> names.forEach(name -> {
                                if (draft.find(name + "-same").isPresent()) {
                                    draft.remove(name + "-same");
                                }
                            }));
                    Nd4j.getRandom().setSeed(3);
                    network.fit(network.model(), 3);
                    Nd4j.getRandom().setSeed(3);
                    network.fit(longer, 3);
                    Nd4j.getRandom().setSeed(3);
                    network.fit(back, 3);
                    assertThat(State.parameters(back)).isEqualTo(State.parameters(network.model()));
                    assertThat(State.updater(back)).isEqualTo(State.updater(network.model()));
                    assertThat(State.parameters(longer).values())
                            .containsExactlyInAnyOrderElementsOf(
                                    State.parameters(network.model()).values());
                }));
    }

    /** Behind pooling over time Deeplearning4j hands back a gradient of another rank than its activations. */
    private static boolean mayBeFollowed(LayerDraft layer) {
        return layer.layer() != null && !layer.type().equals("GlobalPoolingLayer");
    }

    @Test
    void anInsertionLeavesUnnamedLayersTheNamesTheyHad() {
        Networks.Case network = DenseNetworks.unnamed();
        Model longer = Surgery.operate(
                network.model(),
                draft -> draft.insertAfter("1", "between", new ActivationLayer(Activation.IDENTITY), null));
        assertThat(Surgery.examine(longer).layers())
                .extracting(LayerDraft::name)
                .containsExactly("0", "1", "between", "2", "3", "4", "5");
        // What was advised for the layer with index 3 finds it, and draws the same weights.
        Recommendation advice =
                new Recommendation(List.of(new ReinitializeWeights(Map.of("3", Initialization.he()), 8)), "test");
        assertThat(advice.applyTo(longer).getParam("4_W"))
                .isEqualTo(advice.applyTo(network.model()).getParam("3_W"));
    }

    @Test
    void aRemovedLayerLeavesItsPreprocessorToTheNextOne() {
        ListBuilder list = Networks.start(new Adam(.01)).list();
        MultiLayerNetwork network = Networks.stack(list.layer(
                        new ConvolutionLayer.Builder(3, 3).nOut(1).name("conv").build())
                .layer(new DenseLayer.Builder().nOut(16).name("gone").build())
                .layer(new DenseLayer.Builder().nOut(16).name("stays").build())
                .layer(Networks.softmax(3).name("out").build())
                .setInputType(InputType.convolutional(6, 6, 1)));
        DataSet batch = Networks.of(DataType.FLOAT, new long[] {8, 1, 6, 6}, 3);
        network.fit(batch);
        for (boolean asGraph : new boolean[] {false, true}) {
            Model shorter = Surgery.operate(network, asGraph, draft -> draft.remove("gone"));
            INDArray conv = network.feedForward(batch.getFeatures()).get(1).reshape('c', 8, 16);
            INDArray dense =
                    Transforms.sigmoid(conv.mmul(network.getParam("2_W")).addiRowVector(network.getParam("2_b")));
            INDArray expected =
                    Transforms.softmax(dense.mmul(network.getParam("3_W")).addiRowVector(network.getParam("3_b")));
            assertThat(Networks.output(shorter, batch).distance2(expected)).isLessThan(1e-5);
            Networks.fit(shorter, batch);
            assertThat(shorter.score()).isFinite();
        }
    }

    @Test
    void aSkipAddsTheInputOfTheFirstToTheOutputOfTheLast() {
        Networks.Case network = Networks.dense(new Adam(.01));
        MultiLayerNetwork stack = (MultiLayerNetwork) network.model();
        Model graph = Surgery.operate(
                stack, true, draft -> draft.bypass(new Bypass("layer1", "layer2", "sum", null, null, .5)));
        List<INDArray> then = stack.feedForward(network.batch().getFeatures());
        INDArray sum = then.get(3).mul(.5).add(then.get(1));
        INDArray expected = Transforms.softmax(sum.mmul(stack.getParam("3_W")).addiRowVector(stack.getParam("3_b")));
        assertThat(Networks.output(graph, network.batch()).distance2(expected)).isLessThan(1e-5);
    }

    @Test
    void whatCannotBeDoneIsRefusedWithTheWayOut() {
        Model stack = Networks.dense(new Adam(.01)).model();
        Model graph = Networks.graph().model();
        ActivationLayer layer = new ActivationLayer(Activation.IDENTITY);
        Bypass bypass = new Bypass("layer1", "layer2", "sum", null, null, 1);
        refused(stack, "output of this MultiLayerNetwork", draft -> draft.remove("layer3"));
        refused(stack, "output of this MultiLayerNetwork", draft -> draft.insertAfter("layer3", "new", layer, null));
        refused(stack, "\"layer0\" is there already", draft -> draft.insertAfter("layer1", "layer0", layer, null));
        refused(stack, "\"layer0\" is there already", draft -> draft.insertBefore("layer1", "layer0", layer, null));
        refused(stack, "no layer \"none\"", draft -> draft.insertAfter("none", "new", layer, null));
        refused(graph, "output of this ComputationGraph", draft -> draft.remove("out"));
        refused(graph, "output of this ComputationGraph", draft -> draft.insertAfter("out", "new", layer, null));
        refused(graph, "\"sum\" is there already", draft -> draft.insertAfter("first", "sum", layer, null));
        refused(graph, "all there is on its branch", draft -> draft.remove("second"));
        refused(graph, "\"out\" does not read \"first\"", draft -> draft.lead("out", "first", "second"));
        refused(graph, "no layer \"none\"", draft -> draft.lead("second", "first", "none"));
        assertThatThrownBy(() -> Surgery.operate(stack, draft -> draft.lead("layer1", "layer0", "layer0")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("each layer reads the one before it");
        assertThatThrownBy(() -> Surgery.operate(stack, draft -> draft.bypass(bypass)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("changes the network's class");
    }

    private static void refused(Model model, String reason, Consumer<NetworkDraft> edit) {
        State before = State.of(model);
        assertThatThrownBy(() -> Surgery.operate(model, edit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
        before.assertUnchanged(model);
    }

    @Test
    void aReplacedConfigurationKeepsTheParametersItShares() {
        Networks.Case network = Networks.dense(new Adam(.01));
        Model treated = Surgery.operate(
                network.model(),
                draft -> draft.replace(
                        "layer1",
                        new DenseLayer.Builder()
                                .nIn(8)
                                .nOut(8)
                                .updater(new Adam(.01))
                                .activation(Activation.SIGMOID)
                                .weightInit(WeightInit.XAVIER)
                                .biasInit(0)
                                .gainInit(1)
                                .hasLayerNorm(true)
                                .gradientNormalization(GradientNormalization.None)
                                .gradientNormalizationThreshold(1)
                                .build()));
        assertThat(treated.getParam("1_W")).isEqualTo(network.model().getParam("1_W"));
        assertThat(treated.getParam("1_g").toDoubleVector()).containsOnly(1);
        network.fit(treated, 2);
        assertThat(treated.score()).isFinite();
    }
}
