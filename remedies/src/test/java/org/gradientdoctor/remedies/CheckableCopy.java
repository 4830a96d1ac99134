package org.gradientdoctor.remedies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A copy of a network whose update is the gradient of its score, and so can be held against differences of the score: in
 * double precision, by {@link NoOp}, through whole sequences, without dropout, noise, constraints, clipping or weight
 * decay. L1 and L2 stay where Deeplearning4j applies what it scores. The configuration is rewritten as JSON, not by surgery, which is
 * what is tested.
 */
final class CheckableCopy {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Settings by their names in JSON, whatever layer, wrapper or vertex has them. */
    private static final Map<String, Supplier<JsonNode>> SETTINGS = Map.ofEntries(
            Map.entry("iupdater", CheckableCopy::noUpdater),
            Map.entry("updater", CheckableCopy::noUpdater),
            Map.entry("biasUpdater", CheckableCopy::noUpdater),
            Map.entry("idropout", NullNode::getInstance),
            Map.entry("weightNoise", NullNode::getInstance),
            Map.entry("constraints", NullNode::getInstance),
            Map.entry("gradientNormalization", () -> TextNode.valueOf("None")),
            Map.entry("backpropType", () -> TextNode.valueOf("Standard")),
            Map.entry("miniBatch", () -> BooleanNode.TRUE),
            // The bounds of a loss's logarithm, beyond which the score is constant and the gradient is not.
            Map.entry("softmaxClipEps", () -> DoubleNode.valueOf(0)),
            Map.entry("clipEps", () -> DoubleNode.valueOf(0)));

    /**
     * Layers of which Deeplearning4j 1.0.0-M2.1 penalizes other numbers than their weights: the biases lie first in
     * their parameters, and the updater takes them to be last. Their score has the penalty of the weights.
     */
    private static final List<String> SHIFTED = List.of("SeparableConvolution2D", "DepthwiseConvolution2D");

    private CheckableCopy() {}

    static Model of(Model model) {
        Model copy = untrained(rewritten(State.json(model)), model);
        Map<String, INDArray> given = model.paramTable();
        copy.paramTable().forEach((key, parameter) -> parameter.assign(given.get(key)));
        return copy;
    }

    private static Model untrained(String json, Model model) {
        if (model instanceof ComputationGraph) {
            ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(json);
            configuration.setDataType(DataType.DOUBLE);
            ComputationGraph graph = new ComputationGraph(configuration);
            graph.init();
            return graph;
        }
        MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(json);
        configuration.setDataType(DataType.DOUBLE);
        MultiLayerNetwork stack = new MultiLayerNetwork(configuration);
        stack.init();
        return stack;
    }

    private static String rewritten(String json) {
        try {
            JsonNode configuration = MAPPER.readTree(json);
            rewrite(configuration);
            return MAPPER.writeValueAsString(configuration);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void rewrite(JsonNode node) {
        if (node instanceof ObjectNode object) {
            SETTINGS.forEach((name, value) -> {
                if (object.has(name)) {
                    object.set(name, value.get());
                }
            });
            for (String name : List.of("regularization", "regularizationBias")) {
                if (object.get(name) instanceof ArrayNode penalties) {
                    removeDecay(penalties);
                    if (SHIFTED.stream().anyMatch(object.path("@class").asText()::endsWith)) {
                        penalties.removeAll();
                    }
                }
            }
        }
        node.forEach(CheckableCopy::rewrite);
    }

    private static void removeDecay(ArrayNode penalties) {
        for (Iterator<JsonNode> each = penalties.elements(); each.hasNext(); ) {
            if (each.next().path("@class").asText().endsWith("WeightDecay")) {
                each.remove();
            }
        }
    }

    private static JsonNode noUpdater() {
        return MAPPER.createObjectNode().put("@class", NoOp.class.getName());
    }
}
