package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class LayerNormalizationTest {

    private static Model normalized(Model model, String... layers) {
        return new Recommendation(List.of(new LayerNormalization(List.of(layers))), "test").applyTo(model);
    }

    /** By loops: x·W over the units of one example to mean 0 and deviation 1, times gain 1, plus the bias; then sigmoid. */
    @Test
    void eachExampleIsNormalizedOverItsUnits() {
        Networks.Case network = Networks.dense(new Adam(.01), DataType.DOUBLE);
        MultiLayerNetwork stack = (MultiLayerNetwork) network.model();
        MultiLayerNetwork treated = (MultiLayerNetwork) normalized(stack, "layer0");
        INDArray x = network.batch().getFeatures();
        INDArray given = treated.feedForwardToLayer(0, x).get(1);
        for (int i = 0; i < 12; i++) {
            double[] sums = new double[8];
            double mean = 0;
            for (int unit = 0; unit < 8; unit++) {
                for (int k = 0; k < 4; k++) {
                    sums[unit] += x.getDouble(i, k) * stack.getParam("0_W").getDouble(k, unit);
                }
                mean += sums[unit] / 8;
            }
            double variance = 0;
            for (double sum : sums) {
                variance += (sum - mean) * (sum - mean) / 8;
            }
            for (int unit = 0; unit < 8; unit++) {
                double z = (sums[unit] - mean) / Math.sqrt(variance)
                        + stack.getParam("0_b").getDouble(unit);
                assertThat(given.getDouble(i, unit)).isCloseTo(1 / (1 + Math.exp(-z)), within(1e-3));
            }
        }
        assertThat(treated.getParam("0_g").toDoubleVector()).hasSize(8).containsOnly(1);
    }

    @Test
    void aLayerThatHasItKeepsItsGain() {
        Networks.Case network = Networks.dense(new Adam(.01));
        Model treated = normalized(network.model(), "layer0", "layer1");
        network.fit(treated, 3);
        Model again = normalized(treated, "layer0", "layer1");
        assertThat(State.json(again)).isEqualTo(State.json(treated));
        assertThat(State.parameters(again)).isEqualTo(State.parameters(treated));
        assertThat(treated.getParam("0_g").toDoubleVector()).doesNotContain(1);
    }

    @Test
    void whereItHasNoPlaceItIsRefusedWithTheWayOut() {
        refused(RecurrentNetworks.simple().model(), "layer0", "throws in the forward pass", "orthogonal");
        refused(Networks.convolutional().model(), "conv", "no layer normalization", "batch normalization");
        refused(Networks.batchNormalized().model(), "linear", "has batch normalization", "choose one");
        refused(Networks.frozen().model(), "ice", "frozen", "unfreeze");
        refused(Networks.dense(new Sgd(.1)).model(), "layer3", "no layer normalization", "name dense layers");
        MultiLayerNetwork narrow = Networks.stack(Networks.start(new Sgd(.1))
                .list()
                .layer(new DenseLayer.Builder().nOut(1).build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        refused(narrow, "layer0", "one unit", "wider");
        assertThatThrownBy(() -> new LayerNormalization(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    private static void refused(Model model, String layer, String... words) {
        assertThat(new LayerNormalization(List.of(layer)).refusal(Surgery.examine(model)))
                .hasValueSatisfying(reason -> assertThat(reason).contains(words).contains(layer));
    }
}
