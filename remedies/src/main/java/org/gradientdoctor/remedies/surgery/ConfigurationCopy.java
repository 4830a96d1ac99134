package org.gradientdoctor.remedies.surgery;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.listeners.capture.StackNames;
import org.nd4j.common.util.SerializationUtils;

/**
 * Copies configurations by way of JSON, which is also what a saved model goes through. Warm-up by a {@code RampSchedule}
 * over a fixed rate, which Deeplearning4j cannot read back, is a {@code MapSchedule} of the same rates in the copy.
 *
 * @param <C> the class of configuration
 * @param networkClass for people
 * @param throughJson writes and reads
 * @param layers of a configuration, by name
 */
record ConfigurationCopy<C extends Serializable>(
        String networkClass,
        UnaryOperator<C> throughJson,
        Function<C, List<Map.Entry<String, NeuralNetConfiguration>>> layers) {

    /**
     * @throws IllegalArgumentException where Deeplearning4j cannot read back what it writes
     */
    static MultiLayerConfiguration of(MultiLayerNetwork stack) {
        return new ConfigurationCopy<MultiLayerConfiguration>(
                        "MultiLayerNetwork",
                        configuration -> MultiLayerConfiguration.fromJson(configuration.toJson()),
                        ConfigurationCopy::layers)
                .copy(stack.getLayerWiseConfigurations());
    }

    private static List<Map.Entry<String, NeuralNetConfiguration>> layers(MultiLayerConfiguration configuration) {
        List<String> names = StackNames.of(configuration);
        return IntStream.range(0, names.size())
                .mapToObj(i -> Map.entry(names.get(i), configuration.getConf(i)))
                .toList();
    }

    /**
     * @throws IllegalArgumentException where Deeplearning4j cannot read back what it writes
     */
    static ComputationGraphConfiguration of(ComputationGraph graph) {
        return new ConfigurationCopy<ComputationGraphConfiguration>(
                        "ComputationGraph",
                        configuration -> ComputationGraphConfiguration.fromJson(configuration.toJson()),
                        ConfigurationCopy::layers)
                .copy(graph.getConfiguration());
    }

    private static List<Map.Entry<String, NeuralNetConfiguration>> layers(ComputationGraphConfiguration configuration) {
        return configuration.getVertices().entrySet().stream()
                .filter(vertex -> vertex.getValue() instanceof LayerVertex)
                .map(vertex -> Map.entry(vertex.getKey(), ((LayerVertex) vertex.getValue()).getLayerConf()))
                .toList();
    }

    private C copy(C configuration) {
        try {
            return throughJson.apply(configuration);
        } catch (RuntimeException unreadable) {
            return copyWithoutRamps(configuration);
        }
    }

    private C copyWithoutRamps(C configuration) {
        C serialized = serialized(configuration);
        layers.apply(serialized).stream()
                .map(layer -> LayerDraft.of(layer.getKey(), List.of(), layer.getValue()))
                .flatMap(LayerDraft::updaters)
                .forEach(ReadableRamp::replaceIn);
        try {
            return throughJson.apply(serialized);
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(refusal(serialized, unreadable), unreadable);
        }
    }

    /** A copy that keeps what JSON loses, and shares nothing with the given one. */
    private C serialized(C configuration) {
        try {
            return SerializationUtils.fromByteArray(SerializationUtils.toByteArray(configuration));
        } catch (RuntimeException unserializable) {
            throw new IllegalArgumentException(refusal(configuration, unserializable), unserializable);
        }
    }

    private String refusal(C configuration, RuntimeException unreadable) {
        return culprit(layers.apply(configuration)) + " of this " + networkClass
                + " has a setting that Deeplearning4j writes to JSON and cannot read back, so that no copy can be treated"
                + " and a saved model is lost: " + reason(unreadable)
                + "; choose another (a MapSchedule in place of a RampSchedule over another schedule, for instance)";
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
