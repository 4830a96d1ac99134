package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.ClipGradients;
import org.gradientdoctor.remedies.remedy.ClipGradients.Form;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

class ClipGradientsTest {

    @Test
    void aStepOfPlainDescentIsNoLongerThanRateTimesThreshold() {
        Networks.Case network = Networks.dense(new Sgd(1));
        MultiLayerNetwork treated = (MultiLayerNetwork) new Recommendation(
                        List.of(new ClipGradients(Form.NORM_PER_LAYER, Map.of("layer3", 1e-3))), "test")
                .applyTo(network.model());
        BaseLayer layer = (BaseLayer) treated.getLayer(3).conf().getLayer();
        assertThat(layer.getGradientNormalization()).isEqualTo(GradientNormalization.ClipL2PerLayer);
        assertThat(layer.getGradientNormalizationThreshold()).isEqualTo(1e-3);
        assertThat(((BaseLayer) treated.getLayer(0).conf().getLayer()).getGradientNormalization())
                .isEqualTo(GradientNormalization.None);

        INDArray before = treated.getLayer(3).params().dup();
        network.fit(treated, 1);
        assertThat(treated.getLayer(3).params().sub(before).norm2Number().doubleValue())
                .isCloseTo(1e-3, within(1e-6));
    }

    @Test
    void elementsAreCutOffOneByOne() {
        Networks.Case network = Networks.dense(new Sgd(1));
        MultiLayerNetwork treated = (MultiLayerNetwork) new Recommendation(
                        List.of(new ClipGradients(Form.ELEMENT_WISE, Map.of("layer3", 1e-5))), "test")
                .applyTo(network.model());
        INDArray before = treated.getLayer(3).params().dup();
        network.fit(treated, 1);
        assertThat(treated.getLayer(3).params().sub(before).amaxNumber().doubleValue())
                .isCloseTo(1e-5, within(1e-6));
    }

    @Test
    void batchNormalizationAndFrozenLayersAreRefused() {
        Model normalized = Networks.batchNormalized().model();
        assertThat(new ClipGradients(Form.NORM_PER_LAYER, Map.of("norm", 1.)).refusal(Surgery.examine(normalized)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("norm", "running statistics"));
        assertThat(new ClipGradients(Form.NORM_PER_LAYER, Map.of("ice", 1.))
                        .refusal(Surgery.examine(Networks.frozen().model())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("frozen"));
    }

    @Test
    void aThresholdIsPositiveAndFinite() {
        for (double threshold : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new ClipGradients(Form.NORM_PER_LAYER, Map.of("a", threshold)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("layer a");
        }
    }
}
