package org.gradientdoctor.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.listeners.SmallNets.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

class WatchingChangesNothingTest {
    private static final int ITERATIONS = 30;

    @TempDir
    Path directory;

    static Stream<Arguments> networks() {
        List<Arguments> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
                for (IUpdater updater : new IUpdater[] {new Sgd(.1), new Nesterovs(.05), new Adam(.01)}) {
                    // Recurrent nets take their time: the wrapped ones, and graphs in double, with one updater only.
                    boolean one = updater instanceof Adam;
                    if (one || kind != Kind.BIDIRECTIONAL) {
                        all.add(Arguments.of(kind, type, updater, false));
                    }
                    if (one || (kind != Kind.BIDIRECTIONAL && type == DataType.FLOAT)) {
                        all.add(Arguments.of(kind, type, updater, true));
                    }
                }
            }
        }
        return all.stream();
    }

    private static Model network(Kind kind, DataType type, IUpdater updater, boolean graph) {
        return graph ? SmallNets.graph(kind, updater, type) : SmallNets.stack(kind, updater, type);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void parametersUpdaterAndRandomStateAreTheSameBitForBit(Kind kind, DataType type, IUpdater updater, boolean graph) {
        List<DataSet> batches = SmallNets.batches(kind, 5);
        Supplier<Model> net = () -> network(kind, type, updater, graph);

        Model plain = train(SmallNets.fresh(net), batches, null);
        long root = Nd4j.getRandom().rootState();
        long node = Nd4j.getRandom().nodeState();
        GradientHealthListener health =
                GradientHealthListener.builder().preset(Preset.THOROUGH).build();
        Model watched = train(SmallNets.fresh(net), batches, health);

        assertSameBits(watched.params(), plain.params());
        if (updaterState(plain) != null) {
            assertSameBits(updaterState(watched), updaterState(plain));
        }
        assertThat(Nd4j.getRandom().rootState()).isEqualTo(root);
        assertThat(Nd4j.getRandom().nodeState()).isEqualTo(node);
        TraceSnapshot trace = health.trace();
        assertThat(trace.iterations()).isEqualTo(ITERATIONS);
        assertThat(trace.unread()).noneMatch(reason -> reason.contains("withdrew") || reason.contains("none came"));
        assertThat(trace.latestFull().orElseThrow().layers())
                .filteredOn(layer ->
                        trace.profile().layer(layer.layer()).orElseThrow().activation() != null)
                .isNotEmpty()
                .allSatisfy(layer -> assertThat(layer.signal()).isNotNull());
    }

    private static Model train(Model model, List<DataSet> batches, @Nullable GradientHealthListener health) {
        if (health != null) {
            SmallNets.listen(model, health);
        }
        for (int i = 0; i < ITERATIONS; i++) {
            SmallNets.fit(model, batches.get(i % batches.size()));
        }
        return model;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anExceptionInTheMiddleLeavesNothingBehind(Kind kind) throws Exception {
        for (boolean graph : new boolean[] {false, true}) {
            List<DataSet> batches = SmallNets.batches(kind, 5);
            Supplier<Model> net = () -> network(kind, DataType.FLOAT, new Adam(.01), graph);
            Interruption interruption = new Interruption();

            Model plain = SmallNets.fresh(net);
            SmallNets.listen(plain, interruption);
            interrupted(plain, batches, false);
            GradientHealthListener health =
                    GradientHealthListener.builder().preset(Preset.THOROUGH).build();
            Model watched = SmallNets.fresh(net);
            SmallNets.listen(watched, health, interruption);
            interrupted(watched, batches, true);

            assertSameBits(watched.params(), plain.params());
            assertThat(health.trace().iterations()).isEqualTo(19);
            assertThat(json(watched)).isEqualTo(json(plain)).doesNotContain("gradientdoctor");
        }
    }

    /** Training with one throw after the taps are in and one bad batch, whose labels make the backward pass throw. */
    private void interrupted(Model model, List<DataSet> batches, boolean save) throws Exception {
        for (int i = 0; i < 10; i++) {
            SmallNets.fit(model, batches.get(i % batches.size()));
        }
        Interruption.of(model).armed = true;
        assertThatThrownBy(() -> SmallNets.fit(model, batches.get(0))).hasMessageContaining("interrupted");
        Interruption.of(model).armed = false;
        if (save) {
            savedModelReadsBackEqual(model, batches.get(0));
        }
        for (int i = 0; i < 4; i++) {
            SmallNets.fit(model, batches.get(i % batches.size()));
        }
        DataSet good = batches.get(0);
        INDArray labels = good.getLabels();
        long[] wider = labels.shape().clone();
        wider[1]++;
        assertThatThrownBy(() -> SmallNets.fit(model, new DataSet(good.getFeatures(), Nd4j.zeros(wider))))
                .isInstanceOf(RuntimeException.class);
        for (int i = 0; i < 5; i++) {
            SmallNets.fit(model, batches.get(i % batches.size()));
        }
    }

    private void savedModelReadsBackEqual(Model model, DataSet batch) throws Exception {
        File file = directory.resolve("model.zip").toFile();
        ModelSerializer.writeModel(model, file, true);
        long root = Nd4j.getRandom().rootState();
        long node = Nd4j.getRandom().nodeState();
        if (model instanceof MultiLayerNetwork stack) {
            MultiLayerNetwork back = ModelSerializer.restoreMultiLayerNetwork(file);
            assertThat(stack.getLayerWiseConfigurations()).isEqualTo(back.getLayerWiseConfigurations());
            assertThat(json(back)).isEqualTo(json(stack));
            assertSameBits(back.params(), stack.params());
            assertSameBits(back.output(batch.getFeatures()), stack.output(batch.getFeatures()));
        } else {
            ComputationGraph graph = (ComputationGraph) model;
            ComputationGraph back = ModelSerializer.restoreComputationGraph(file);
            assertThat(graph.getConfiguration()).isEqualTo(back.getConfiguration());
            assertThat(json(back)).isEqualTo(json(graph));
            assertSameBits(back.params(), graph.params());
            assertSameBits(back.output(batch.getFeatures())[0], graph.output(batch.getFeatures())[0]);
        }
        // Restoring reseeds the thread, which this test must not take for the listener's doing.
        Nd4j.getRandom().setStates(root, node);
    }

    private static String json(Model model) {
        return model instanceof MultiLayerNetwork stack
                ? stack.getLayerWiseConfigurations().toJson()
                : ((ComputationGraph) model).getConfiguration().toJson();
    }

    private static @Nullable INDArray updaterState(Model model) {
        return model instanceof MultiLayerNetwork stack
                ? stack.getUpdater().getStateViewArray()
                : ((ComputationGraph) model).getUpdater().getStateViewArray();
    }

    private static void assertSameBits(@Nullable INDArray actual, @Nullable INDArray expected) {
        assertThat(actual).isNotNull();
        assertThat(expected).isNotNull();
        assertThat(actual.dup('c').data().asDouble())
                .isEqualTo(expected.dup('c').data().asDouble());
    }

    /** Throws from its forward callback, which comes after that of the listener under test. */
    private static final class Interruption extends BaseTrainingListener {
        private boolean armed;

        static Interruption of(Model model) {
            return (Interruption) (model instanceof MultiLayerNetwork stack
                            ? stack.getListeners()
                            : ((ComputationGraph) model).getListeners())
                    .stream().filter(Interruption.class::isInstance).findFirst().orElseThrow();
        }

        @Override
        public void onForwardPass(Model model, List<INDArray> activations) {
            interrupt();
        }

        @Override
        public void onForwardPass(Model model, Map<String, INDArray> activations) {
            interrupt();
        }

        private void interrupt() {
            if (armed) {
                throw new IllegalStateException("interrupted");
            }
        }
    }
}
