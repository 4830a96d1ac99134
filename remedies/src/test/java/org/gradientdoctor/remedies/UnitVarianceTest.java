package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.remedy.UnitVariance;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

class UnitVarianceTest {

    private static MultiLayerNetwork deep(Activation activation) {
        ListBuilder builder = Networks.start(new Sgd(.1)).activation(activation).list();
        for (int i = 0; i < 10; i++) {
            builder.layer(new DenseLayer.Builder().nOut(24 + 4 * (i % 3)).build());
        }
        return Networks.stack(builder.layer(Networks.softmax(3).build()).setInputType(InputType.feedForward(4)));
    }

    /** What the weights give is computed here from what the layer before gives: x·W + b. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"SIGMOID", "TANH", "RELU", "GELU", "SELU"})
    void everyLayerGivesADeviationOfOneBeforeItsActivation(Activation activation) {
        MultiLayerNetwork network = deep(activation);
        network.params().muli(3);
        DataSet batch = Networks.of(DataType.FLOAT, new long[] {64, 4}, 3);
        batch.getFeatures().muli(20);
        List<String> all = Networks.names(network);
        MultiLayerNetwork treated = (MultiLayerNetwork)
                new Recommendation(List.of(new UnitVariance(all, 5)), "test").applyTo(network, batch);
        List<INDArray> given = treated.feedForward(batch.getFeatures());
        for (int layer = 0; layer < 11; layer++) {
            INDArray z =
                    given.get(layer).mmul(treated.getParam(layer + "_W")).addRowVector(treated.getParam(layer + "_b"));
            assertThat(z.stdNumber(false).doubleValue()).as("layer " + layer).isCloseTo(1, within(.05));
        }
    }

    @Test
    void convolutionsAreScaledAsWell() {
        Networks.Case network = Networks.convolutional();
        MultiLayerNetwork treated =
                (MultiLayerNetwork) new Recommendation(List.of(new UnitVariance(List.of("conv"), 5)), "test")
                        .applyTo(network.model(), network.batch());
        ((BaseLayer) treated.getLayer(0).conf().getLayer())
                .setActivationFn(Activation.IDENTITY.getActivationFunction());
        INDArray given = treated.feedForward(network.batch().getFeatures()).get(1);
        assertThat(given.stdNumber(false).doubleValue()).isCloseTo(1, within(.05));
    }

    /** At inference the layer behind writes over what the dense layer gives. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLayerBehindThatWritesOverItsInputIsNotMeasured(boolean asGraph) {
        MultiLayerNetwork stack = Networks.stack(Networks.start(new Sgd(.1))
                .activation(Activation.IDENTITY)
                .list()
                .layer(new DenseLayer.Builder().nOut(12).name("sloped").build())
                .layer(new PReLULayer.Builder().inputShape(12).name("slopes").build())
                .layer(new DenseLayer.Builder().nOut(12).name("bent").build())
                .layer(new ActivationLayer.Builder()
                        .activation(Activation.TANH)
                        .name("tanh")
                        .build())
                .layer(Networks.softmax(3).name("out").build())
                .setInputType(InputType.feedForward(4)));
        DataSet batch = Networks.of(DataType.FLOAT, new long[] {64, 4}, 3);
        Model network = asGraph ? stack.toComputationGraph() : stack;
        List<String> layers =
                Surgery.examine(network).layers().stream().map(LayerDraft::name).toList();
        Model treated = new Recommendation(
                        List.of(new UnitVariance(List.of(layers.get(0), layers.get(2), layers.get(4)), 5)), "test")
                .applyTo(network, batch);
        INDArray x = batch.getFeatures();
        INDArray z = affine(x, treated, 0, layers);
        assertThat(z.stdNumber(false).doubleValue()).isCloseTo(1, within(.05));
        INDArray slopes = parameter(treated, 1, "W", layers).broadcast(64, 12);
        INDArray negative = z.lt(0).castTo(DataType.FLOAT);
        INDArray given = z.mul(negative.mul(slopes).add(negative.rsub(1)));
        z = affine(given, treated, 2, layers);
        assertThat(z.stdNumber(false).doubleValue()).isCloseTo(1, within(.05));
        z = affine(Transforms.tanh(z), treated, 4, layers);
        assertThat(z.stdNumber(false).doubleValue()).isCloseTo(1, within(.05));
    }

    private static INDArray affine(INDArray x, Model network, int layer, List<String> layers) {
        return x.mmul(parameter(network, layer, "W", layers)).addRowVector(parameter(network, layer, "b", layers));
    }

    private static INDArray parameter(Model network, int layer, String key, List<String> layers) {
        return network.getParam((network instanceof MultiLayerNetwork ? layer : layers.get(layer)) + "_" + key);
    }

    @Test
    void withoutABatchItIsNotApplied() {
        MultiLayerNetwork network = deep(Activation.TANH);
        Recommendation advice = new Recommendation(List.of(new UnitVariance(List.of("layer0"), 1)), "test");
        assertThat(advice.needsData()).isTrue();
        assertThatThrownBy(() -> advice.applyTo(network))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("applyTo(model, batch)");
    }

    @Test
    void aBatchThatIsTheSameEverywhereIsNamedWithTheLayer() {
        MultiLayerNetwork network = deep(Activation.TANH);
        DataSet zeros = new DataSet(Nd4j.zeros(8, 4), Nd4j.zeros(8, 3));
        State before = State.of(network);
        assertThatThrownBy(() -> new Recommendation(List.of(new UnitVariance(List.of("layer0"), 1)), "test")
                        .applyTo(network, zeros))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer0")
                .hasMessageContaining("standard deviation of 0.0");
        before.assertUnchanged(network);
    }

    @Test
    void recurrentLayersAreRefused() {
        assertThat(new UnitVariance(List.of("lstm"), 1)
                        .refusal(Surgery.examine(RecurrentNetworks.lstm().model())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("lstm", "by a rule"));
        assertThatThrownBy(() -> new UnitVariance(List.of(), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itIsAdvisedWhereABatchIsAtHandAndNeverFirst() {
        MultiLayerNetwork network = deep(Activation.TANH);
        Diagnosis diagnosis = Diagnoses.of(
                network, List.of(Diagnoses.cause(Cause.WEIGHT_SCALE_TOO_SMALL, 1)), Symptom.VANISHING_GRADIENT);
        RemedyAdvisor advisor = RemedyAdvisor.standard();
        DataSet batch = Networks.classes(DataType.FLOAT, 4);
        assertThat(advisor.advise(network, diagnosis)).noneMatch(Recommendation::needsData);
        List<Recommendation> advice = advisor.advise(network, diagnosis, batch);
        assertThat(advice.get(0).needsData()).isFalse();
        Recommendation found =
                advice.stream().filter(Recommendation::needsData).findFirst().orElseThrow();
        assertThat(found.steps().get(0).layers()).hasSize(11);
        found.applyTo(network, batch);
    }
}
