package org.gradientdoctor.samples.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.samples.input.BadInput;

/** How many numbers a row must have for a network; refuses networks that take anything but rows. */
final class InputWidth {
    private final String source;

    private InputWidth(String source) {
        this.source = source;
    }

    /**
     * @throws BadInput if the network does not take one row of numbers, with the reason
     */
    static int of(Model model, String source) {
        InputWidth width = new InputWidth(source);
        Optional<Integer> found = model instanceof ComputationGraph graph
                ? width.ofGraph(graph.getConfiguration())
                : width.ofStack((MultiLayerNetwork) model);
        return found.orElseThrow(() -> width.refusal("its first layers do not say how many numbers a row must have"));
    }

    private Optional<Integer> ofStack(MultiLayerNetwork net) {
        for (int i = 0; i < net.getnLayers(); i++) {
            NeuralNetConfiguration layer = net.getLayerWiseConfigurations().getConf(i);
            InputPreProcessor before = net.getLayerWiseConfigurations().getInputPreProcess(i);
            Optional<Integer> width = ofLayer(layer.getLayer(), before);
            if (width.isPresent()) {
                return width;
            }
        }
        return Optional.empty();
    }

    private Optional<Integer> ofGraph(ComputationGraphConfiguration graph) {
        if (graph.getNetworkInputs().size() != 1 || graph.getNetworkOutputs().size() != 1) {
            throw refusal("it has " + graph.getNetworkInputs().size() + " inputs and "
                    + graph.getNetworkOutputs().size() + " outputs, and a table gives one of each");
        }
        return behind(graph, graph.getNetworkInputs().get(0));
    }

    /** The width that the consumers of a vertex tell, through vertices and layers that pass on what they get. */
    private Optional<Integer> behind(ComputationGraphConfiguration graph, String name) {
        for (Map.Entry<String, List<String>> consumer : graph.getVertexInputs().entrySet()) {
            if (consumer.getValue().contains(name)
                    && graph.getVertices().get(consumer.getKey()) instanceof LayerVertex vertex) {
                Optional<Integer> width = ofLayer(vertex.getLayerConf().getLayer(), vertex.getPreProcessor());
                width = width.isPresent() ? width : behind(graph, consumer.getKey());
                if (width.isPresent()) {
                    return width;
                }
            }
        }
        return Optional.empty();
    }

    /** Empty for a layer that takes any width and hands it on. */
    private Optional<Integer> ofLayer(Layer configured, @org.jspecify.annotations.Nullable InputPreProcessor before) {
        if (before instanceof FeedForwardToCnnPreProcessor image) {
            return Optional.of(
                    Math.toIntExact(image.getInputHeight() * image.getInputWidth() * image.getNumChannels()));
        }
        if (before instanceof FeedForwardToCnn3DPreProcessor || before instanceof FeedForwardToRnnPreProcessor) {
            throw refusal("it begins with " + before.getClass().getSimpleName());
        }
        Layer layer = unwrapped(configured);
        String kind = layer.getClass().getSimpleName();
        if (layer instanceof BaseRecurrentLayer || layer instanceof Bidirectional) {
            throw refusal("it begins with the recurrent layer " + kind + " and takes sequences");
        }
        if (layer instanceof EmbeddingLayer || layer instanceof EmbeddingSequenceLayer) {
            throw refusal("it begins with " + kind + " and takes indices");
        }
        if (layer instanceof ConvolutionLayer) {
            throw refusal("it begins with " + kind
                    + " and takes images whose height and width it does not say: with the input type"
                    + " InputType.convolutionalFlat it would");
        }
        if (layer instanceof FeedForwardLayer dense && dense.getNIn() > 0) {
            return Optional.of(Math.toIntExact(dense.getNIn()));
        }
        if (layer instanceof DropoutLayer || layer instanceof ActivationLayer) {
            return Optional.empty();
        }
        if (layer instanceof NoParamLayer || !(layer instanceof FeedForwardLayer)) {
            throw refusal("it begins with " + kind);
        }
        return Optional.empty();
    }

    private static Layer unwrapped(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return unwrapped(frozen.getLayer());
        }
        return layer instanceof BaseWrapperLayer wrapper ? unwrapped(wrapper.getUnderlying()) : layer;
    }

    private BadInput refusal(String reason) {
        return new BadInput(source + ": only networks that take one row of numbers are accepted; " + reason);
    }
}
