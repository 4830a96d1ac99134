package org.gradientdoctor.samples.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class PeerRecorderTest {
    private static final Offset<Double> ROUNDING = within(1e-10);
    private static final TrainingPlan PLAN = new TrainingPlan(2, 6, 3, Math.log(3));

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of("dense", (Supplier<Model>) () -> Nets.dense(DataType.FLOAT), new int[] {4}),
                Arguments.of("convolution and dropout", (Supplier<Model>) Nets::convolutional, new int[] {1, 8, 8}),
                Arguments.of("LSTM", (Supplier<Model>) Nets::recurrent, new int[] {2, 6}),
                Arguments.of("residual graph", (Supplier<Model>) Nets::residual, new int[] {4}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void recordingLeavesParametersAndRandomStateBitForBitTheSame(String name, Supplier<Model> network, int[] shape) {
        List<DataSet> batches = Nets.batches(20, DataType.FLOAT, shape);
        Model plain = network.get();
        train(plain, batches);
        long node = Nd4j.getRandom().nodeState();
        Model recorded = network.get();
        PeerRecorder recorder = new PeerRecorder(PLAN);
        recorded.addListeners(recorder);
        train(recorded, batches);

        assertThat(Nets.elements(recorded.params())).containsExactly(Nets.elements(plain.params()));
        assertThat(Nd4j.getRandom().nodeState()).isEqualTo(node);
        assertThat(recorder.trace().iterations()).hasSize(20);
        assertThat(recorder.trace().iterations().get(19).layers())
                .allMatch(layer -> layer.gradient() != null && layer.update() != null);
    }

    private static void train(Model model, List<DataSet> batches) {
        Nd4j.getRandom().setSeed(11);
        for (DataSet batch : batches) {
            if (model instanceof ComputationGraph graph) {
                graph.fit(batch);
            } else {
                ((MultiLayerNetwork) model).fit(batch);
            }
        }
    }

    @Test
    void layersOfAGraphAreRecordedByTheirNamesAndItsVerticesAreNot() {
        ComputationGraph graph = Nets.residual();
        PeerRecorder recorder = new PeerRecorder(PLAN);
        graph.setListeners(recorder);
        DataSet batch = Nets.batches(1, DataType.FLOAT, 4).get(0);
        INDArray stem = Objects.requireNonNull(
                graph.feedForward(batch.getFeatures(), true).get("stem"));
        double mean = stem.meanNumber().doubleValue();
        graph.fit(batch);

        PeerTrace trace = recorder.trace();
        assertThat(trace.layers()).extracting(PeerLayer::name).containsExactly("stem", "branch", "out");
        ActivationRecord recorded = trace.iterations().get(0).layers().get(0).activation();
        assertThat(recorded).isNotNull();
        assertThat(recorded.mean()).isCloseTo(mean, within(1e-6));
    }

    @Test
    void whatTheNextLayersDropoutWroteOverIsNotTakenForTheLayersOwn() {
        MultiLayerNetwork net = Nets.convolutional();
        PeerRecorder recorder = new PeerRecorder(PLAN);
        net.setListeners(recorder);
        train(net, Nets.batches(1, DataType.FLOAT, 1, 8, 8));

        List<LayerRecord> layers = recorder.trace().iterations().get(0).layers();
        assertThat(layers.get(0).activation()).isNull();
        assertThat(layers.get(1).activation()).isNotNull();
    }

    @Test
    void frozenLayersHaveWeightsAndNoGradient() {
        MultiLayerNetwork net = new TransferLearning.Builder(Nets.dense(DataType.FLOAT))
                .setFeatureExtractor(0)
                .build();
        PeerRecorder recorder = new PeerRecorder(PLAN);
        net.setListeners(recorder);
        train(net, Nets.batches(1, DataType.FLOAT, 4));

        LayerRecord frozen = recorder.trace().iterations().get(0).layers().get(0);
        assertThat(frozen.gradient()).isNull();
        assertThat(frozen.update()).isNull();
        assertThat(frozen.weights()).isNotNull();
    }

    @Test
    void theUserSaysWhenAnEpochEnds() {
        MultiLayerNetwork net = Nets.dense(DataType.FLOAT);
        PeerRecorder recorder = new PeerRecorder(PLAN);
        net.setListeners(recorder);
        recorder.epochEnded(.1);
        train(net, Nets.batches(3, DataType.FLOAT, 4));
        recorder.epochEnded(.5);
        recorder.epochEnded(.6);
        train(net, Nets.batches(2, DataType.FLOAT, 4));
        recorder.epochEnded(.7);

        PeerTrace trace = recorder.trace();
        assertThat(trace.epochs()).containsExactly(new PeerTrace.EpochEnd(2, .5), new PeerTrace.EpochEnd(4, .7));
        assertThat(trace.iterations()).extracting(PeerIteration::epoch).containsExactly(0, 0, 0, 1, 1);
        assertThat(trace.iterations()).extracting(PeerIteration::batch).containsExactly(0, 1, 2, 0, 1);
        assertThat(trace.epochLoss(1))
                .isCloseTo(
                        (trace.iterations().get(3).score()
                                        + trace.iterations().get(4).score())
                                / 2,
                        ROUNDING);
        assertThat(trace.atEndOf(0).iteration()).isEqualTo(3);
        assertThat(trace.atEndOf(1).iteration()).isEqualTo(4);
        assertThat(Peers.all()).allSatisfy(peer -> assertThat(peer.judge(trace)).isNotNull());
    }

    @Test
    void anotherNetworkWithTheSameRecorderIsPassedOver() {
        MultiLayerNetwork first = Nets.dense(DataType.FLOAT);
        MultiLayerNetwork second = Nets.dense(DataType.FLOAT);
        PeerRecorder recorder = new PeerRecorder(PLAN);
        first.setListeners(recorder);
        second.setListeners(recorder);
        train(first, Nets.batches(1, DataType.FLOAT, 4));
        train(second, Nets.batches(1, DataType.FLOAT, 4));

        assertThat(recorder.trace().iterations()).hasSize(1);
    }

    @Test
    void optimizersOfSeveralPassesAreRefused() {
        MultiLayerNetwork net = Nets.dense(DataType.FLOAT);
        net.conf().setOptimizationAlgo(OptimizationAlgorithm.LBFGS);
        net.getLayerWiseConfigurations()
                .getConfs()
                .forEach(conf -> conf.setOptimizationAlgo(OptimizationAlgorithm.LBFGS));
        net.setListeners(new PeerRecorder(PLAN));

        assertThatThrownBy(() -> train(net, Nets.batches(1, DataType.FLOAT, 4)))
                .hasMessageContaining("LBFGS makes several passes");
    }

    @Test
    void aTraceHoldsNumbersNamesAndRecordsAndNoArray() {
        assertOnlyValues(PeerTrace.class);
        for (Class<?> value : List.of(
                PeerIteration.class,
                PeerLayer.class,
                PeerTrace.EpochEnd.class,
                TrainingPlan.class,
                LayerRecord.class)) {
            assertOnlyValues(value);
        }
    }

    private static void assertOnlyValues(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> part = component.getType();
            if (part.isRecord()) {
                assertOnlyValues(part);
            } else {
                assertThat(part.isPrimitive()
                                || part.isEnum()
                                || Set.of(String.class, List.class).contains(part))
                        .as("%s of %s", component, type)
                        .isTrue();
            }
        }
    }
}
