package org.gradientdoctor.remedies.surgery;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.util.SerializationUtils;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Copies configurations by way of JSON, which is also what a saved model goes through. Warm-up by a {@code RampSchedule}
 * over a fixed rate, which Deeplearning4j cannot read back, is a {@code MapSchedule} of the same rates in the copy.
 *
 * @param <C> the class of configuration
 */
final class ConfigurationCopy<C extends Serializable> {
    static final String WAY_OUT = "choose another (a MapSchedule in place of a RampSchedule, for instance)";

    private static final ConfigurationCopy<MultiLayerConfiguration> STACK = new ConfigurationCopy<>(
            "MultiLayerNetwork",
            configuration -> MultiLayerConfiguration.fromJson(configuration.toJson()),
            LiveLayers::of);
    private static final ConfigurationCopy<ComputationGraphConfiguration> GRAPH = new ConfigurationCopy<>(
            "ComputationGraph",
            configuration -> ComputationGraphConfiguration.fromJson(configuration.toJson()),
            LiveLayers::of);

    private final String networkClass;
    private final UnaryOperator<C> throughJson;
    private final Function<C, List<LayerDraft>> layersOf;

    private ConfigurationCopy(
            String networkClass, UnaryOperator<C> throughJson, Function<C, List<LayerDraft>> layersOf) {
        this.networkClass = networkClass;
        this.throughJson = throughJson;
        this.layersOf = layersOf;
    }

    /**
     * @throws IllegalArgumentException where Deeplearning4j cannot read back what it writes
     */
    static MultiLayerConfiguration of(MultiLayerNetwork stack) {
        return STACK.copy(stack.getLayerWiseConfigurations());
    }

    /**
     * @throws IllegalArgumentException where Deeplearning4j cannot read back what it writes
     */
    static ComputationGraphConfiguration of(ComputationGraph graph) {
        return GRAPH.copy(graph.getConfiguration());
    }

    /** What Deeplearning4j writes when this model is saved, and cannot read back; empty where it can. */
    static Optional<String> unreadable(Model model) {
        return model instanceof MultiLayerNetwork stack
                ? STACK.loss(stack.getLayerWiseConfigurations())
                : GRAPH.loss(((ComputationGraph) model).getConfiguration());
    }

    private Optional<String> loss(C configuration) {
        try {
            C unused = throughJson.apply(configuration);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(setting(configuration) + ": " + reason(e));
        }
    }

    private C copy(C configuration) {
        try {
            return throughJson.apply(configuration);
        } catch (RuntimeException unreadable) {
            return withoutRamps(serialized(configuration, unreadable));
        }
    }

    /** A copy that keeps what JSON loses, and shares nothing with the given one. */
    private C serialized(C configuration, RuntimeException unreadable) {
        try {
            return SerializationUtils.fromByteArray(SerializationUtils.toByteArray(configuration));
        } catch (RuntimeException unserializable) {
            unreadable.addSuppressed(unserializable);
            throw refusal(configuration, unreadable);
        }
    }

    private C withoutRamps(C serialized) {
        layersOf.apply(serialized).stream().flatMap(LayerDraft::updaters).forEach(ReadableRamp::replaceIn);
        try {
            return throughJson.apply(serialized);
        } catch (RuntimeException unreadable) {
            throw refusal(serialized, unreadable);
        }
    }

    private IllegalArgumentException refusal(C configuration, RuntimeException unreadable) {
        return new IllegalArgumentException(
                setting(configuration) + ", so that no copy can be treated and a saved model is lost: "
                        + reason(unreadable) + "; " + WAY_OUT,
                unreadable);
    }

    private String setting(C configuration) {
        return culprit(layersOf.apply(configuration)) + " of this " + networkClass
                + " has a setting that Deeplearning4j writes to JSON and cannot read back";
    }

    private static String culprit(List<LayerDraft> layers) {
        return layers.stream()
                .filter(layer -> !canBeRead(layer))
                .findFirst()
                .map(layer -> "layer " + layer.name() + " ("
                        + layer.compared().getClass().getSimpleName() + ")")
                .orElse("the configuration");
    }

    private static boolean canBeRead(LayerDraft layer) {
        ObjectMapper mapper = NeuralNetConfiguration.mapper();
        NeuralNetConfiguration configuration = layer.configuration();
        try {
            if (configuration == null) {
                mapper.readValue(mapper.writeValueAsString(layer.vertex()), GraphVertex.class);
            } else {
                NeuralNetConfiguration.fromJson(configuration.toJson());
            }
            return true;
        } catch (IOException | RuntimeException unreadable) {
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
