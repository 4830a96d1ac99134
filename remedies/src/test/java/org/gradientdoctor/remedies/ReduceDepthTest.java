package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.ReduceDepth;
import org.gradientdoctor.remedies.remedy.Removal;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

class ReduceDepthTest {

    private static Removal removal(String layer, String joint) {
        return new Removal(List.of(layer), joint);
    }

    private static MultiLayerNetwork treated(Model model, Removal... removals) {
        return (MultiLayerNetwork)
                new Recommendation(List.of(new ReduceDepth(List.of(removals), 4)), "test").applyTo(model);
    }

    /** Widths 8, 8, 6, 6, 10, 4: without the second the third reads 8 as before, without the fifth the sixth reads 6. */
    @Test
    void theNextLayerKeepsItsWeightsWhereTheWidthStaysAndIsDrawnAnewWhereItDoesNot() {
        Networks.Case network = DenseNetworks.widths();
        MultiLayerNetwork shorter = treated(network.model(), removal("layer1", "layer2"), removal("layer4", "layer5"));
        assertThat(Surgery.examine(shorter).layers())
                .extracting(LayerDraft::name)
                .containsExactly("layer0", "layer2", "layer3", "layer5", "layer6");
        assertThat(shorter.getParam("1_W")).isEqualTo(network.model().getParam("2_W"));
        assertThat(shorter.getParam("3_W").shape()).containsExactly(6, 4);
        assertThat(shorter.getParam("4_W")).isEqualTo(network.model().getParam("6_W"));
        network.fit(shorter, 2);
        assertThat(shorter.score()).isFinite();
    }

    /** Two in a row: the width that the first would have given is not there for the second. */
    @Test
    void widthsAreFollowedThroughLayersRemovedTogether() {
        MultiLayerNetwork shorter =
                treated(DenseNetworks.widths().model(), removal("layer2", "layer4"), removal("layer3", "layer4"));
        assertThat(shorter.getParam("2_W").shape()).containsExactly(8, 10);
    }

    @Test
    void whatPassesOnTheLeastGoesFirst() {
        MultiLayerNetwork network = Networks.untrainedDense(new Sgd(.1), DataType.FLOAT, 5, 8);
        Map<String, Double> transmitted =
                Map.of("layer0", .9, "layer1", .5, "layer2", .1, "layer3", .3, "layer4", 1.2, "layer5", .01);
        assertThat(ReduceDepth.leastTransmitting(Surgery.examine(network), transmitted, 2))
                .containsExactly(removal("layer2", "layer4"), removal("layer3", "layer4"));
        // The output passes on less than all, and stays; layer4 loses nothing.
        assertThat(ReduceDepth.leastTransmitting(Surgery.examine(network), transmitted, 9))
                .extracting(Removal::layers)
                .containsExactly(List.of("layer0"), List.of("layer1"), List.of("layer2"), List.of("layer3"));
    }

    @Test
    void whatBelongsToALayerGoesWithIt() {
        Model normalized = Networks.batchNormalized().model();
        assertThat(ReduceDepth.leastTransmitting(Surgery.examine(normalized), Map.of("linear", .1), 1))
                .containsExactly(new Removal(List.of("linear", "norm", "tanh"), "dense"));
    }

    @Test
    void whatMustStayIsRefusedWithTheWayOut() {
        Model dense = Networks.dense(new Sgd(.1)).model();
        refused(dense, removal("layer3", "layer3"), "is an output", "name hidden layers");
        refused(dense, removal("layer1", "none"), "no layer \"none\"");
        refused(Networks.convolutional().model(), removal("conv", "layer2"), "changes the size", "padded");
        refused(Networks.frozen().model(), removal("ice", "free"), "frozen");
        refused(Networks.graph().model(), removal("first", "second"), "not followed by one layer alone", "a run");
        refused(ConvolutionalNetworks.sameSize().model(), removal("wide", "four"), "changes the size or the layout");
        assertThatThrownBy(() -> new ReduceDepth(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Removal(List.of(), "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    private static void refused(Model model, Removal removal, String... words) {
        assertThatThrownBy(() ->
                        new Recommendation(List.of(new ReduceDepth(List.of(removal), 1)), "test").applyTo(model))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> assertThat(thrown.getMessage()).contains(words));
    }
}
