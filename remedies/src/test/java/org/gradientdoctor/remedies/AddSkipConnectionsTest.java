package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.AddSkipConnections;
import org.gradientdoctor.remedies.remedy.AddSkipConnections.Form;
import org.gradientdoctor.remedies.remedy.SkipBlock;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

class AddSkipConnectionsTest {

    private static AddSkipConnections of(Form form, SkipBlock... blocks) {
        return new AddSkipConnections(List.of(blocks), form, 3);
    }

    private static ComputationGraph treated(Model model, Remedy remedy) {
        return (ComputationGraph) new Recommendation(List.of(remedy), "test").applyTo(model);
    }

    @Test
    void branchesAreScaledByTheRootOfTheirNumber() {
        MultiLayerNetwork network = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 5, 8);
        ComputationGraph graph = treated(
                network,
                of(
                        Form.SCALED,
                        new SkipBlock("layer1", "layer1"),
                        new SkipBlock("layer2", "layer2"),
                        new SkipBlock("layer3", "layer3"),
                        new SkipBlock("layer4", "layer4")));
        for (int i = 1; i < 5; i++) {
            assertThat(graph.getConfiguration().getVertices().get("layer" + i + "-sum-scale"))
                    .isInstanceOfSatisfying(
                            ScaleVertex.class,
                            scale -> assertThat(scale.getScaleFactor()).isEqualTo(1 / Math.sqrt(4)));
        }
    }

    /** Eight units become six: 8 × 6 weights without a bias, added to what the block gives. */
    @Test
    void whereWidthsDifferTheSkipIsAProjection() {
        Networks.Case network = DenseNetworks.widths();
        MultiLayerNetwork stack = (MultiLayerNetwork) network.model();
        ComputationGraph graph = treated(stack, of(Form.PLAIN, new SkipBlock("layer2", "layer2")));
        assertThat(graph.getParam("layer2-sum-skip_W").shape()).containsExactly(8, 6);
        assertThat(graph.paramTable()).doesNotContainKey("layer2-sum-skip_b");
        List<INDArray> then = stack.feedForward(network.batch().getFeatures());
        INDArray sum = then.get(3).add(then.get(2).mmul(graph.getParam("layer2-sum-skip_W")));
        INDArray next = Transforms.relu(sum.mmul(stack.getParam("3_W")).addiRowVector(stack.getParam("3_b")));
        assertThat(graph.feedForward(network.batch().getFeatures(), false))
                .hasEntrySatisfying(
                        "layer3", now -> assertThat(now.distance2(next)).isLessThan(1e-5));
    }

    @Test
    void theProjectionOfMapsHasTheStrideOfTheBlock() {
        ComputationGraph graph =
                treated(ConvolutionalNetworks.sameSize().model(), of(Form.PLAIN, new SkipBlock("three", "wide")));
        ConvolutionLayer skip =
                (ConvolutionLayer) graph.getLayer("wide-sum-skip").conf().getLayer();
        assertThat(skip.getStride()).containsExactly(2, 2);
        assertThat(skip.getKernelSize()).containsExactly(1, 1);
        assertThat(skip.getNIn()).isEqualTo(4);
        assertThat(skip.getNOut()).isEqualTo(6);
    }

    @Test
    void blocksAreCutFromRunsBehindTheirFirstLayer() {
        MultiLayerNetwork network = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 6, 8);
        assertThat(AddSkipConnections.blocks(Surgery.examine(network), 2))
                .containsExactly(
                        new SkipBlock("layer1", "layer2"),
                        new SkipBlock("layer3", "layer4"),
                        new SkipBlock("layer5", "layer5"));
        // A skip that is there ends a run.
        assertThat(AddSkipConnections.blocks(Surgery.examine(Networks.graph().model()), 1))
                .isEmpty();
    }

    @Test
    void whatNoSkipFitsAroundIsRefusedWithTheWayOut() {
        Model dense = Networks.dense(new Adam(.01)).model();
        refused(dense, Form.PLAIN, "layer1", "layer3", "is an output", "end the block before it");
        refused(dense, Form.PLAIN, "layer2", "layer1", "not one run", "inside of a run");
        refused(Networks.graph().model(), Form.PLAIN, "first", "second", "not one run");
        refused(Networks.frozen().model(), Form.PLAIN, "ice", "free", "frozen");
        refused(DenseNetworks.unnamed().model(), Form.PLAIN, "1", "9", "no layer \"9\"");
        refused(Networks.convolutional().model(), Form.PLAIN, "conv", "conv", "does not follow", "padded");
        refused(Networks.convolutional().model(), Form.PLAIN, "layer2", "layer2", "layout", "begin the block behind");
        refused(
                RecurrentNetworks.simple().model(),
                Form.GATED_BRANCH,
                "layer1",
                "layer1",
                "multiplies each channel of a sequence",
                "gate on the skip");
        assertThatThrownBy(() -> new AddSkipConnections(List.of(), Form.PLAIN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    private static void refused(Model model, Form form, String first, String last, String... words) {
        assertThatThrownBy(() -> treated(model, of(form, new SkipBlock(first, last))))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> assertThat(thrown.getMessage()).contains(words));
    }
}
