package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.Surgery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Warm-up by Deeplearning4j's own ramp, which it can write and not read. */
class RampScheduleTest {
    private static final ISchedule RAMP = new RampSchedule(new FixedSchedule(.1), 10);

    private static MultiLayerNetwork dense(IUpdater updater) {
        return Networks.untrainedDense(updater, DataType.FLOAT, 2, 6);
    }

    private static Model copy(Model model) {
        return Surgery.operate(model, false, 0, draft -> {});
    }

    private static List<ISchedule> schedules(Model model) {
        return Surgery.examine(model).layers().stream()
                .flatMap(LayerDraft::updaters)
                .map(updater -> ((Sgd) updater).getLearningRateSchedule())
                .toList();
    }

    /** Why there is anything to be replaced. */
    @Test
    void deeplearning4jCannotReadItBack() {
        String json = dense(new Sgd(RAMP)).getLayerWiseConfigurations().toJson();
        assertThatThrownBy(() -> MultiLayerConfiguration.fromJson(json)).hasMessageContaining("RampSchedule");
    }

    @Test
    void aCopyOfAStackTrainsAsTheGivenOneDoesBitForBit() {
        MultiLayerNetwork given = dense(new Adam(RAMP));
        trainsAlike(given, copy(given));
    }

    @Test
    void aCopyOfAGraphTrainsAsTheGivenOneDoesBitForBit() {
        Model given = dense(new Adam(RAMP)).toComputationGraph();
        trainsAlike(given, copy(given));
    }

    /** Updater state and iterations go with it. */
    @Test
    void aCopyTakenOnTheRampGoesOnAsTheGivenOneDoes() {
        MultiLayerNetwork given = dense(new Adam(RAMP));
        new Networks.Case("ramp", given, Networks.classes(DataType.FLOAT, 4)).fit(given, 4);
        trainsAlike(given, copy(given));
    }

    private static void trainsAlike(Model given, Model copy) {
        Networks.Case untrained = new Networks.Case("ramp", given, Networks.classes(DataType.FLOAT, 4));
        INDArray before = given.params().dup();
        for (int i = 0; i < 15; i++) {
            untrained.fit(given, 1);
            untrained.fit(copy, 1);
            assertThat(copy.params()).as("after iteration %s", i).isEqualTo(given.params());
        }
        assertThat(given.params()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10})
    void theMapHasTheRampsRates(int iterations) {
        ISchedule ramp = new RampSchedule(new FixedSchedule(.3), iterations);
        assertThat(schedules(dense(new Sgd(ramp)))).isNotEmpty().allSatisfy(map -> {
            assertThat(map).isInstanceOf(MapSchedule.class);
            for (int i = 0; i < 30; i++) {
                assertThat(map.valueAt(i, i / 7)).isEqualTo(ramp.valueAt(i, i / 7));
            }
        });
    }

    @Test
    void wrappedLayersAndBiasesHaveItToo() {
        IUpdater slow = new Sgd(new RampSchedule(new FixedSchedule(.01), 5));
        MultiLayerNetwork given = Networks.stack(Networks.start(new Sgd(RAMP))
                .biasUpdater(slow)
                .list()
                .layer(new FrozenLayerWithBackprop(
                        new DenseLayer.Builder().nIn(4).nOut(5).build()))
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        assertThat(schedules(given))
                .hasSize(4)
                .allMatch(schedule -> schedule instanceof MapSchedule)
                .extracting(schedule -> schedule.valueAt(100, 0))
                .containsExactlyInAnyOrder(.1, .1, .01, .01);
    }

    @Test
    void layersAndVerticesOfSameDiffHaveItToo() {
        ComputationGraph given = new ComputationGraph(Networks.start(new Sgd(RAMP))
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                        "layer",
                        new SelfAttentionLayer.Builder()
                                .nOut(4)
                                .nHeads(2)
                                .projectInput(true)
                                .build(),
                        "in")
                .addVertex(
                        "vertex",
                        new AttentionVertex.Builder()
                                .nInKeys(4)
                                .nInQueries(4)
                                .nInValues(4)
                                .nOut(4)
                                .nHeads(2)
                                .projectInput(true)
                                .build(),
                        "layer",
                        "layer",
                        "layer")
                .addLayer("pool", new GlobalPoolingLayer.Builder().build(), "vertex")
                .addLayer("out", Networks.softmax(3).build(), "pool")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(4))
                .build());
        given.init();
        assertThat(schedules(given)).hasSize(3).allMatch(schedule -> schedule instanceof MapSchedule);
    }

    @Test
    void theGivenNetworkKeepsItsRamp() {
        MultiLayerNetwork given = dense(new Sgd(RAMP));
        copy(given);
        assertThat(given.getLayer(0).conf().getLayer().getUpdaterByParam("W"))
                .isEqualTo(new Sgd(RAMP))
                .extracting(updater -> ((Sgd) updater).getLearningRateSchedule())
                .isSameAs(RAMP);
    }

    @Test
    void whatIsTreatedCanBeSavedAndReadAgain() throws IOException {
        Model treated = copy(dense(new Adam(RAMP)));
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        ModelSerializer.writeModel(treated, saved, true);
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(saved.toByteArray()), true);
        assertThat(restored.params()).isEqualTo(treated.params());
        assertThat(restored.getLearningRate(0)).isCloseTo(.01, within(1e-12));
    }

    /** A finite map follows only a ramp to a fixed rate; a very long one would be as large as the network. */
    @Test
    void otherRampsAreRefusedByName() {
        ISchedule stepped = new RampSchedule(new StepSchedule(ScheduleType.ITERATION, .1, .5, 100), 10);
        ISchedule endless = new RampSchedule(new FixedSchedule(.1), 1_000_000);
        for (ISchedule ramp : List.of(stepped, endless)) {
            MultiLayerNetwork given = dense(new Sgd(ramp));
            assertThatThrownBy(() -> Surgery.examine(given))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            "layer layer0 (DenseLayer) of this MultiLayerNetwork", "RampSchedule", "MapSchedule");
            assertThatThrownBy(() -> Surgery.examine(given.toComputationGraph()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("layer 0 (DenseLayer) of this ComputationGraph", "RampSchedule");
        }
    }

    /** Not the ramp, which could have been replaced. */
    @Test
    void whatElseCannotBeReadIsNamed() {
        MultiLayerNetwork given = Networks.stack(Networks.start(new Sgd(RAMP))
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(5).name("ramp").build())
                .layer(new DenseLayer.Builder()
                        .nOut(5)
                        .name("noise")
                        .dropOut(new Dropout(new RampSchedule(new FixedSchedule(.5), 10)))
                        .build())
                .layer(Networks.softmax(3).build())
                .setInputType(InputType.feedForward(4)));
        assertThatThrownBy(() -> Surgery.examine(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("layer noise (DenseLayer)", "RampSchedule");
    }

    @Test
    void aSoundNetworkThatWarmsUpComesBackFromARepairAsItIs() {
        MultiLayerNetwork given =
                SickNetworks.stack(Activation.TANH, new Adam(new RampSchedule(new FixedSchedule(.02), 20)), 2, 1);
        RepairReport report = RemedyAdvisor.standard()
                .repair(
                        given,
                        TwoMoons.of(200, 1),
                        TwoMoons.of(60, 2),
                        RepairPlan.builder().iterations(200).build());
        assertThat(report.result()).as(report::toString).isEqualTo(RepairReport.Result.HEALTHY);
        assertThat(report.model()).isSameAs(given);
        assertThat(report.summary())
                .contains("Saved as it is, the network is lost: layer layer0 (DenseLayer)", "MapSchedule");
    }

    @Test
    void whatASavedNetworkLosesIsSaidOfBothClasses() {
        MultiLayerNetwork ramp = dense(new Sgd(RAMP));
        MultiLayerNetwork fixed = dense(new Sgd(.1));
        assertThat(Surgery.lossWhenSaved(ramp))
                .hasValueSatisfying(loss -> assertThat(loss)
                        .contains("layer layer0 (DenseLayer) of this MultiLayerNetwork", "RampSchedule"));
        assertThat(Surgery.lossWhenSaved(ramp.toComputationGraph()))
                .hasValueSatisfying(loss ->
                        assertThat(loss).contains("layer 0 (DenseLayer) of this ComputationGraph", "RampSchedule"));
        assertThat(Surgery.lossWhenSaved(fixed)).isEmpty();
        assertThat(Surgery.lossWhenSaved(fixed.toComputationGraph())).isEmpty();
    }
}
