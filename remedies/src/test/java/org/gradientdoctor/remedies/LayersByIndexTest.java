package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
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
}
