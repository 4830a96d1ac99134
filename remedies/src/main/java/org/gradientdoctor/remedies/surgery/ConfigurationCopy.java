package org.gradientdoctor.remedies.surgery;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.StackNames;

/** Copies configurations by way of JSON, which is also what a saved model goes through. */
final class ConfigurationCopy {
    private ConfigurationCopy() {}

    /**
     * @throws IllegalArgumentException where Deeplearning4j cannot read back what it writes
     */
    static MultiLayerConfiguration of(MultiLayerNetwork stack) {
        MultiLayerConfiguration configuration = stack.getLayerWiseConfigurations();
        List<String> names = StackNames.of(configuration);
        return readBack(
                "MultiLayerNetwork",
                () -> MultiLayerConfiguration.fromJson(configuration.toJson()),
                () -> IntStream.range(0, names.size())
                        .mapToObj(i -> Map.entry(names.get(i), configuration.getConf(i)))
                        .toList());
    }

    /**
     * @throws IllegalArgumentException where Deeplearning4j cannot read back what it writes
     */
    static ComputationGraphConfiguration of(ComputationGraph graph) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        return readBack(
                "ComputationGraph",
                () -> ComputationGraphConfiguration.fromJson(configuration.toJson()),
                () -> configuration.getVertices().entrySet().stream()
                        .filter(vertex -> vertex.getValue() instanceof LayerVertex)
                        .map(vertex -> Map.entry(vertex.getKey(), ((LayerVertex) vertex.getValue()).getLayerConf()))
                        .toList());
    }

    private static <T> T readBack(
            String networkClass, Supplier<T> copy, Supplier<List<Map.Entry<String, NeuralNetConfiguration>>> layers) {
        try {
            return copy.get();
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(
                    culprit(layers.get()) + " of this " + networkClass + " has a setting that Deeplearning4j writes to"
                            + " JSON and cannot read back, so that no copy can be treated and a saved model is lost: "
                            + reason(unreadable) + "; choose another (a MapSchedule in place of a RampSchedule, for"
                            + " instance)",
                    unreadable);
        }
    }

    private static String culprit(List<Map.Entry<String, NeuralNetConfiguration>> layers) {
        return layers.stream()
                .filter(layer -> !canBeRead(layer.getValue()))
                .findFirst()
                .map(layer -> "layer " + layer.getKey() + " ("
                        + layer.getValue().getLayer().getClass().getSimpleName() + ")")
                .orElse("the configuration");
    }

    private static boolean canBeRead(NeuralNetConfiguration layer) {
        try {
            NeuralNetConfiguration.fromJson(layer.toJson());
            return true;
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    /** The first line of what Jackson says, which is the innermost cause. */
    private static String reason(Throwable unreadable) {
        Throwable innermost = unreadable;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("no reason is given");
    }
}
