package org.gradientdoctor.listeners.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.listeners.preflight.Patients.Dense;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

/** A network goes on as if preflight had never been: bit for bit, its random numbers included. */
class PreflightLeavesNoTraceTest {

    static Stream<Arguments> networks() {
        DataSet blobs = Patients.blobs(16, 4);
        return Stream.of(
                Arguments.of("dropout, Adam", blobs, dense(d -> {
                    d.dropOut = .5;
                    d.updater = new Adam(1e-2);
                })),
                Arguments.of("momentum", blobs, dense(d -> d.updater = new Nesterovs(.05, .9))),
                Arguments.of("batch-normalized", blobs, dense(Patients::normalized)),
                Arguments.of("residual graph", blobs, (Supplier<Model>) () -> Patients.residual(new Adam(1e-3))),
                Arguments.of("LSTM", Patients.sequences(8, 6), (Supplier<Model>) () -> Patients.lstm(new Adam(1e-2))));
    }

    private static Supplier<Model> dense(Consumer<Dense> change) {
        return () -> Dense.with(change).build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void trainingBeforeAndAfterIsTheSame(String name, DataSet batch, Supplier<Model> network) {
        INDArray undisturbed = train(network.get(), batch, false);
        INDArray examined = train(network.get(), batch, true);

        assertThat(examined.toDoubleVector()).isEqualTo(undisturbed.toDoubleVector());
    }

    private static INDArray train(Model model, DataSet batch, boolean examined) {
        Nd4j.getRandom().setSeed(77);
        fit(model, batch);
        if (examined) {
            String before = state(model);
            String configuration = configuration(model);
            Preflight.of(model).batch(batch).learnByHeart(4, 5).examine();
            assertThat(state(model)).isEqualTo(before);
            assertThat(configuration(model)).isEqualTo(configuration);
        }
        fit(model, batch);
        return model.params();
    }

    private static void fit(Model model, DataSet batch) {
        for (int i = 0; i < 5; i++) {
            if (model instanceof MultiLayerNetwork stack) {
                stack.fit(batch);
            } else {
                ((ComputationGraph) model).fit(batch);
            }
        }
    }

    private static String state(Model model) {
        INDArray updater = model instanceof MultiLayerNetwork stack
                ? stack.getUpdater().getStateViewArray()
                : ((ComputationGraph) model).getUpdater().getStateViewArray();
        return Arrays.toString(model.params().toDoubleVector())
                + Arrays.toString(model.getGradientsViewArray().toDoubleVector())
                + (updater == null ? "" : Arrays.toString(updater.toDoubleVector()))
                + Nd4j.getRandom().rootState() + "," + Nd4j.getRandom().nodeState();
    }

    private static String configuration(Model model) {
        return model instanceof MultiLayerNetwork stack
                ? stack.getLayerWiseConfigurations().toJson()
                : ((ComputationGraph) model).getConfiguration().toJson();
    }
}
