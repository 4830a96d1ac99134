package org.gradientdoctor.remedies.surgery;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;

/**
 * Writes a stack as a graph that is trained the same way. Deeplearning4j's own {@code toComputationGraph} forgets
 * truncated back-propagation, the seed, the division by the minibatch, workspace modes and iteration counts, and names
 * layers by index.
 */
final class StackToGraph {
    private StackToGraph() {}

    /** The configurations of layers are those of the stack, not copies. */
    static ComputationGraphConfiguration convert(MultiLayerConfiguration stack, List<String> names) {
        ComputationGraphConfiguration graph = new ComputationGraphConfiguration();
        String input = "input";
        while (names.contains(input)) {
            input += "-";
        }
        graph.setNetworkInputs(List.of(input));
        graph.setNetworkOutputs(List.of(names.get(names.size() - 1)));
        String before = input;
        for (int i = 0; i < names.size(); i++) {
            NeuralNetConfiguration layer = stack.getConf(i);
            String name = names.get(i);
            layer.getLayer().setLayerName(name);
            graph.getVertices().put(name, new LayerVertex(layer, stack.getInputPreProcess(i)));
            graph.getVertexInputs().put(name, List.of(before));
            before = name;
        }
        NeuralNetConfiguration general = stack.getConf(0).clone();
        general.clearVariables();
        general.setLayer(null);
        graph.setDefaultConfiguration(general);
        graph.setBackpropType(stack.getBackpropType());
        graph.setTbpttFwdLength(stack.getTbpttFwdLength());
        graph.setTbpttBackLength(stack.getTbpttBackLength());
        graph.setTrainingWorkspaceMode(stack.getTrainingWorkspaceMode());
        graph.setInferenceWorkspaceMode(stack.getInferenceWorkspaceMode());
        graph.setCacheMode(stack.getCacheMode());
        graph.setDataType(stack.getDataType());
        graph.setValidateOutputLayerConfig(stack.isValidateOutputLayerConfig());
        graph.setIterationCount(stack.getIterationCount());
        graph.setEpochCount(stack.getEpochCount());
        return graph;
    }
}
