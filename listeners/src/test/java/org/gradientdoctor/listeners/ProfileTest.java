package org.gradientdoctor.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.LayerRole;
import org.gradientdoctor.core.reading.LayerTrait;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.NetworkProfile;
import org.gradientdoctor.listeners.SmallNets.Kind;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;

class ProfileTest {

    private static NetworkProfile profile(MultiLayerNetwork net, DataSet batch) {
        GradientHealthListener health =
                GradientHealthListener.builder().vitalSignsOnly().build();
        net.setListeners(health);
        net.fit(batch);
        return health.trace().profile();
    }

    private static NetworkProfile profile(Kind kind) {
        return profile(
                SmallNets.stack(kind, new Adam(.01), DataType.FLOAT),
                SmallNets.batches(kind, 1).get(0));
    }

    @Test
    void aStackIsAChainOfItsLayers() {
        NetworkProfile profile = profile(Kind.DENSE);
        assertThat(profile.networkClass()).isEqualTo("MultiLayerNetwork");
        assertThat(profile.dataType()).isEqualTo("FLOAT");
        assertThat(profile.loss()).isEqualTo(LossFamily.CROSS_ENTROPY);
        assertThat(profile.outputActivation()).isEqualTo("softmax");
        assertThat(profile.layers()).extracting(LayerProfile::name).containsExactly("layer0", "layer1", "layer2");
        assertThat(profile.layers())
                .extracting(LayerProfile::inputs)
                .containsExactly(List.of(), List.of("layer0"), List.of("layer1"));
        LayerProfile first = profile.layers().get(0);
        assertThat(first.type()).isEqualTo("DenseLayer");
        assertThat(first.role()).isEqualTo(LayerRole.HIDDEN);
        assertThat(first.fanIn()).isEqualTo(5);
        assertThat(first.fanOut()).isEqualTo(7);
        assertThat(first.parameters()).isEqualTo(42);
        assertThat(first.updater()).isEqualTo("Adam(0.01)");
        assertThat(first.clipping()).isEmpty();
        assertThat(profile.layers().get(2).role()).isEqualTo(LayerRole.OUTPUT);
        assertThat(profile.longestPath()).hasSize(3);
    }

    @Test
    void fansOfConvolutionsCountTheirKernels() {
        NetworkProfile profile = profile(Kind.CONVOLUTION);
        assertThat(profile.layers().get(0).fanIn()).isEqualTo(2 * 9);
        assertThat(profile.layers().get(0).fanOut()).isEqualTo(3 * 9);
        assertThat(profile.layers().get(1).role()).isEqualTo(LayerRole.PASSIVE);
        assertThat(profile.layers().get(1).fanIn()).isZero();
    }

    @Test
    void wrappersAreLookedThrough() {
        NetworkProfile profile = profile(Kind.BIDIRECTIONAL);
        assertThat(profile.layers().get(0).role()).isEqualTo(LayerRole.RECURRENT);
        assertThat(profile.layers().get(0).type()).isEqualTo("Bidirectional");
        assertThat(profile.layers().get(0).fanIn()).isEqualTo(3);
        assertThat(profile.layers().get(1).role()).isEqualTo(LayerRole.RECURRENT);
        assertThat(profile.layers().get(1).type()).isEqualTo("SimpleRnn");
        assertThat(profile.layers().get(1).saturates()).isTrue();
    }

    @Test
    void rolesOfNormalizationAndActivationLayersAreTheirOwn() {
        NetworkProfile profile = profile(Kind.BATCH_NORMALIZED);
        assertThat(profile.layers())
                .extracting(LayerProfile::role)
                .containsExactly(
                        LayerRole.HIDDEN,
                        LayerRole.NORMALIZATION,
                        LayerRole.ACTIVATION,
                        LayerRole.HIDDEN,
                        LayerRole.OUTPUT);
        assertThat(profile.layers().get(1).activation()).isNull();
    }

    @Test
    void aGraphKeepsItsVerticesSoThatPathsCanBeFollowed() {
        ComputationGraph net = new ComputationGraph(SmallNets.builder(new Sgd(.1), DataType.FLOAT)
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", SmallNets.dense(5, 4, Activation.TANH), "in")
                .addLayer("b", SmallNets.dense(4, 4, Activation.RELU), "a")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .addLayer("out", SmallNets.output(4), "sum")
                .setOutputs("out")
                .build());
        net.init();
        GradientHealthListener health =
                GradientHealthListener.builder().fullReadingEvery(1).build();
        net.setListeners(health);
        net.fit(SmallNets.batches(Kind.DENSE, 1).get(0));
        NetworkProfile profile = health.trace().profile();
        assertThat(profile.networkClass()).isEqualTo("ComputationGraph");
        assertThat(profile.layer("sum").orElseThrow().role()).isEqualTo(LayerRole.PASSIVE);
        assertThat(profile.layer("sum").orElseThrow().inputs()).containsExactly("a", "b");
        assertThat(profile.layer("a").orElseThrow().inputs()).containsExactly("in");
        assertThat(profile.longestPath()).extracting(LayerProfile::name).containsExactly("a", "b", "sum", "out");
        assertThat(health.trace().unread()).isEmpty();
        assertThat(health.trace()
                        .latestFull()
                        .orElseThrow()
                        .layer("sum")
                        .orElseThrow()
                        .activations())
                .isNotNull();
    }

    @Test
    void embeddingsAreLookups() {
        MultiLayerNetwork net = SmallNets.stack(
                SmallNets.builder(new Sgd(.1), DataType.FLOAT),
                new EmbeddingLayer.Builder()
                        .nIn(9)
                        .nOut(4)
                        .activation(Activation.IDENTITY)
                        .build(),
                SmallNets.output(4));
        DataSet batch =
                new DataSet(Nd4j.createFromArray(new float[] {0, 1, 2, 3, 4, 8}).reshape(6, 1), SmallNets.labels(6));
        NetworkProfile profile = profile(net, batch);
        assertThat(profile.layers().get(0).has(LayerTrait.LOOKUP)).isTrue();
    }

    @Test
    void clippingIsNamedWithItsThreshold() {
        MultiLayerNetwork net = SmallNets.stack(
                SmallNets.builder(new Sgd(.1), DataType.FLOAT)
                        .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                        .gradientNormalizationThreshold(2.5),
                SmallNets.dense(5, 4, Activation.TANH),
                SmallNets.output(4));
        assertThat(profile(net, SmallNets.batches(Kind.DENSE, 1).get(0))
                        .layers()
                        .get(0)
                        .clipping())
                .isEqualTo("ClipL2PerLayer(2.5)");
    }

    @Test
    void lossesBelongToTheFamilyWhoseConstantAnswerTheyShare() {
        assertThat(family(new LossMCXENT())).isEqualTo(LossFamily.CROSS_ENTROPY);
        assertThat(family(new LossNegativeLogLikelihood())).isEqualTo(LossFamily.CROSS_ENTROPY);
        assertThat(family(new LossMCXENT(Nd4j.createFromArray(1f, 2f, 3f).reshape(1, 3))))
                .isEqualTo(LossFamily.OTHER);
        assertThat(family(new LossBinaryXENT())).isEqualTo(LossFamily.BINARY_CROSS_ENTROPY);
        assertThat(family(new LossMSE())).isEqualTo(LossFamily.MEAN_SQUARED_ERROR);
        assertThat(family(new LossL2())).isEqualTo(LossFamily.SQUARED_ERROR);
        assertThat(family(new LossMAE())).isEqualTo(LossFamily.MEAN_ABSOLUTE_ERROR);
        assertThat(family(new LossL1())).isEqualTo(LossFamily.ABSOLUTE_ERROR);
        assertThat(family(new LossPoisson())).isEqualTo(LossFamily.OTHER);
    }

    private static LossFamily family(ILossFunction loss) {
        OutputLayer output = new OutputLayer.Builder(loss)
                .nIn(4)
                .nOut(3)
                .activation(Activation.SIGMOID)
                .build();
        MultiLayerNetwork net = SmallNets.stack(
                SmallNets.builder(new Sgd(.1), DataType.FLOAT).list().validateOutputLayerConfig(false),
                SmallNets.dense(5, 4, Activation.TANH),
                output);
        return profile(net, SmallNets.batches(Kind.DENSE, 1).get(0)).loss();
    }
}
