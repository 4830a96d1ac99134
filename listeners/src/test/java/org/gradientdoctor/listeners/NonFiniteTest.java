package org.gradientdoctor.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.trace.NonFiniteOrigin;
import org.gradientdoctor.core.trace.NonFiniteOrigin.Stage;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.listeners.SmallNets.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class NonFiniteTest {
    private final GradientHealthListener health =
            GradientHealthListener.builder().vitalSignsOnly().build();
    private MultiLayerNetwork net = SmallNets.stack(Kind.DENSE, new Sgd(.1), DataType.FLOAT);

    @BeforeEach
    void attach() {
        net.setListeners(health);
    }

    private static DataSet batch() {
        return SmallNets.batches(Kind.DENSE, 1).get(0);
    }

    private NonFiniteOrigin origin() {
        TraceSnapshot trace = health.trace();
        assertThat(trace.flight()).isNotNull();
        return trace.flight().origin();
    }

    @Test
    void aNanInTheInputIsTracedToItsRow() {
        net.fit(batch());
        DataSet bad = batch();
        bad.getFeatures().putScalar(3, 2, Double.NaN);
        net.fit(bad);
        assertThat(origin()).isEqualTo(new NonFiniteOrigin(1, Stage.INPUT, "", "features", 1, 3));
        assertThat(health.trace().flightRecord().orElseThrow().iterations()).hasSize(2);
        assertThat(health.trace().latestFull().orElseThrow().iteration()).isEqualTo(1);
    }

    @Test
    void anInfinityInTheLabelsIsTracedToItsRow() {
        DataSet bad = batch();
        bad.getLabels().putScalar(4, 1, Double.POSITIVE_INFINITY);
        net.fit(bad);
        assertThat(origin()).isEqualTo(new NonFiniteOrigin(0, Stage.LABEL, "", "labels", 1, 4));
    }

    @Test
    void aNanInAWeightIsTracedToIt() {
        net.getParam("1_W").putScalar(0, Double.NaN);
        net.fit(batch());
        assertThat(origin()).isEqualTo(new NonFiniteOrigin(0, Stage.PARAMETERS, "layer1", "W", 1, -1));
    }

    @Test
    void overflowInTheForwardPassIsTracedToTheFirstLayerThatHasIt() {
        net = SmallNets.stack(
                SmallNets.builder(new Sgd(.1), DataType.FLOAT),
                SmallNets.dense(5, 7, Activation.IDENTITY),
                SmallNets.dense(7, 6, Activation.IDENTITY),
                SmallNets.output(6));
        net.setListeners(health);
        net.setParam("0_W", net.getParam("0_W").assign(1e30));
        net.setParam("1_W", net.getParam("1_W").assign(1e30));
        net.fit(batch());
        assertThat(origin().stage()).isEqualTo(Stage.ACTIVATIONS);
        assertThat(origin().layer()).isEqualTo("layer1");
        assertThat(origin().example()).isEqualTo(0);
    }

    @Test
    void anUpdaterThatGivesNanIsTracedToTheUpdateOfThatIteration() {
        MapSchedule broken = new MapSchedule.Builder(ScheduleType.ITERATION)
                .add(0, .1)
                .add(1, Double.NaN)
                .build();
        net = SmallNets.stack(Kind.DENSE, new Sgd(broken), DataType.FLOAT);
        net.setListeners(health);
        net.fit(batch());
        assertThat(health.trace().flight()).isNull();
        net.fit(batch());
        assertThat(origin().stage()).isEqualTo(Stage.UPDATE);
        assertThat(origin().iteration()).isEqualTo(1);
        assertThat(origin().layer()).isEqualTo("layer0");
    }

    @Test
    void aParameterSpoiledByAStepCountsAsThatStepsUpdate() {
        net.fit(batch());
        INDArray weight = net.getParam("2_b");
        weight.putScalar(1, Double.NaN);
        net.fit(batch());
        assertThat(origin()).isEqualTo(new NonFiniteOrigin(0, Stage.UPDATE, "layer2", "b", 1, -1));
    }

    @Test
    void onlyTheFirstOneIsKept() {
        DataSet bad = batch();
        bad.getFeatures().putScalar(0, 0, Double.NaN);
        for (int i = 0; i < 5; i++) {
            net.fit(bad);
        }
        assertThat(origin().iteration()).isEqualTo(0);
        assertThat(health.trace().iterations()).isEqualTo(5);
        assertThat(health.trace().full()).hasSize(1);
    }
}
