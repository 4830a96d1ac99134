package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.Columns;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.StandardizeInputs;
import org.gradientdoctor.remedies.remedy.SwapActivation;
import org.gradientdoctor.remedies.remedy.UnitVariance;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** In a stack a layer may be given by its index although it has a name. */
class LayersByIndexTest {
    private final MultiLayerNetwork network = Networks.stack(Networks.start(new Sgd(.1))
            .list()
            .layer(new DenseLayer.Builder().nOut(8).name("first").build())
            .layer(new DenseLayer.Builder().nOut(8).dropOut(.5).name("second").build())
            .layer(new BatchNormalization.Builder().name("norm").build())
            .layer(Networks.softmax(3).name("out").build())
            .setInputType(InputType.feedForward(4)));
    private final DataSet batch = Networks.classes(DataType.FLOAT, 4);

    private Model treated(Remedy remedy) {
        return new Recommendation(List.of(remedy), "because of a test").applyTo(network, batch);
    }

    private void assertSame(Remedy byIndex, Remedy byName) {
        assertThat(State.json(treated(byIndex))).isEqualTo(State.json(treated(byName)));
        assertThat(State.parameters(treated(byIndex))).isEqualTo(State.parameters(treated(byName)));
    }

    @Test
    void weightsAreScaledToUnitVarianceByIndexAsByName() {
        assertSame(new UnitVariance(List.of("0", "1"), 3), new UnitVariance(List.of("first", "second"), 3));
    }

    @Test
    void dropoutBehindSeluBecomesAlphaDropoutByIndexAsByName() {
        Remedy byIndex = SwapActivation.keepingWeights(List.of("0", "1"), Activation.SELU);
        assertThat(byIndex.refusal(Surgery.examine(network)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("second", "batch normalization"));
        Remedy first = new SwapActivation(
                List.of("0"), Activation.SELU, Map.of("0", Initialization.lecun(), "1", Initialization.xavier()), 1);
        assertSame(
                first,
                new SwapActivation(
                        List.of("first"),
                        Activation.SELU,
                        Map.of("first", Initialization.lecun(), "second", Initialization.xavier()),
                        1));
        assertThat(Surgery.examine(treated(first))
                        .layer("second")
                        .cores()
                        .get(0)
                        .getIDropout())
                .isInstanceOf(AlphaDropout.class);
    }

    @Test
    void aLayerThatTakesNoSchemeIsRefusedByIndexAsByName() {
        for (String norm : List.of("2", "norm")) {
            assertThat(new ReinitializeWeights(Map.of(norm, Initialization.he()), 1).refusal(Surgery.examine(network)))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("norm", "rule of its own"));
        }
    }

    @Test
    void stepsThatMeanOneLayerByNameAndByIndexAreHeldAgainstEachOther() {
        Remedy elu = SwapActivation.keepingWeights(List.of("0"), Activation.ELU);
        Remedy relu = SwapActivation.keepingWeights(List.of("first"), Activation.RELU);
        Recommendation both = new Recommendation(List.of(elu, relu), "because of a test");
        State before = State.of(network);
        for (ThrowingCallable applied : List.<ThrowingCallable>of(
                () -> both.applyTo(network),
                () -> both.applyTo(network, batch),
                () -> both.configurationDifference(network))) {
            assertThatThrownBy(applied)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("do not go together", "activation of layer first", "two functions");
        }
        before.assertUnchanged(network);
        Recommendation apart = new Recommendation(
                List.of(elu, SwapActivation.keepingWeights(List.of("second"), Activation.RELU)), "because of a test");
        assertThat(apart.configurationDifference(network)).isNotEmpty();
        Recommendation alike = new Recommendation(
                List.of(elu, SwapActivation.keepingWeights(List.of("first"), Activation.ELU)), "because of a test");
        assertThat(State.json(alike.applyTo(network))).isEqualTo(State.json(treated(elu)));
    }

    @Test
    void whatScalesALayerByIndexIsHeldAgainstWhatFoldsDataIntoItByName() {
        Columns columns = new Columns(List.of(0., 0., 0., 0.), List.of(1., 1., 1., 1.));
        Recommendation both = new Recommendation(
                List.of(
                        new UnitVariance(List.of("0"), 1),
                        new StandardizeInputs("first", columns, LayerRate.of(.1), 1)),
                "because of a test");
        assertThatThrownBy(() -> both.applyTo(network, batch)).hasMessageContaining("the weights of layer first");
    }

    @Test
    void oneStepWithTwoRatesForALayerIsRefused() {
        Recommendation twice = new Recommendation(
                List.of(new ReduceLearningRate(Map.of("0", LayerRate.of(.1), "first", LayerRate.of(.2)))),
                "because of a test");
        assertThatThrownBy(() -> twice.applyTo(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("has a layer twice", "learning rate of layer first to two values");
    }

    @Test
    void weightsThatAreDrawnByIndexAreNotPoisonedAnyMore() {
        network.getLayer(0).getParam("W").putScalar(0, Double.NaN);
        Remedy clip = new ClipGradients(ClipGradients.Form.NORM_PER_LAYER, Map.of("first", 1.));
        for (String layer : List.of("0", "first")) {
            Remedy draw = new ReinitializeWeights(Map.of(layer, Initialization.he()), 1);
            Model treated = new Recommendation(List.of(clip, draw), "because of a test").applyTo(network);
            assertThat(treated.params().sumNumber().doubleValue()).isFinite();
        }
    }
}
