package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class ReduceLearningRateTest {

    /** The rate in force for each parameter. */
    private static Map<String, Double> rates(MultiLayerNetwork network) {
        Map<String, Double> rates = new LinkedHashMap<>();
        for (int i = 0; i < network.getnLayers(); i++) {
            Trainable layer = network.getLayer(i);
            for (String key : layer.paramTable(false).keySet()) {
                rates.put(
                        i + "_" + key, layer.getConfig().getUpdaterByParam(key).getLearningRate(1000, 9));
            }
        }
        return rates;
    }

    @Test
    void biasesAndWrappedLayersAreReached() {
        Networks.Case network = RecurrentNetworks.wrapped();
        MultiLayerNetwork given = (MultiLayerNetwork) network.model();
        Map<String, LayerRate> targets = new LinkedHashMap<>();
        Networks.names(given).forEach(name -> targets.put(name, new LayerRate(.002, .04)));
        MultiLayerNetwork treated =
                (MultiLayerNetwork) new Recommendation(List.of(new ReduceLearningRate(targets)), "test").applyTo(given);

        // Weights had .02 and biases .4, both directions of the bidirectional layer included.
        assertThat(rates(given).values()).containsOnly(.02, .4);
        assertThat(rates(treated).values()).containsOnly(.002, .04);
        assertThat(rates(treated)).containsKeys("1_fW", "1_bRW", "2_RW", "3_b", "4_b");
        assertThat(rates(treated).get("1_bb")).isEqualTo(.04);
    }

    @Test
    void aScheduleGivesWayToTheValue() {
        MultiLayerNetwork network =
                Networks.stack(Networks.start(new Sgd(new ExponentialSchedule(ScheduleType.ITERATION, .5, .99)))
                        .list()
                        .layer(new DenseLayer.Builder().nOut(4).build())
                        .layer(Networks.softmax(3).build())
                        .setInputType(InputType.feedForward(4)));
        MultiLayerNetwork treated = (MultiLayerNetwork) new Recommendation(
                        List.of(new ReduceLearningRate(Map.of("layer0", LayerRate.of(.05)))), "test")
                .applyTo(network);
        assertThat(rates(treated).get("0_W")).isEqualTo(.05);
        assertThat(rates(treated).get("1_W")).isLessThan(1e-4);
    }

    @Test
    void anUpdaterWithoutARateIsRefusedByName() {
        Model model = Networks.dense(new AdaDelta()).model();
        assertThat(new ReduceLearningRate(Map.of("layer0", LayerRate.of(.1))).refusal(Surgery.examine(model)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("layer0", "AdaDelta", "no learning rate"));
    }

    @Test
    void aRateIsFiniteAndNotNegative() {
        assertThatThrownBy(() -> LayerRate.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LayerRate.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReduceLearningRate(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTitleNamesTheLargestRate() {
        assertThat(new ReduceLearningRate(Map.of("a", LayerRate.of(.01), "b", LayerRate.of(.001))).title())
                .isEqualTo("reduce learning rate to 0.01 and below");
    }
}
