package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loss of a batch, summed over examples, by forward passes alone: always from the beginning with the same dropout,
 * and with one element of what one layer or vertex reads displaced. Knows nothing of the probe but its seed.
 */
final class SlowLoss {
    private final Model model;
    private final MultiDataSet batch;

    /** What each layer or vertex read in the last pass without displacement. */
    private final List<List<INDArray>> inputs = new ArrayList<>();

    /** Which element of which input is displaced by how much. */
    record Displacement(int station, int input, long element, double by) {}

    SlowLoss(Model model, MultiDataSet batch) {
        this.model = model instanceof MultiLayerNetwork stack ? stack.clone() : ((ComputationGraph) model).clone();
        this.batch = batch;
        at(null);
    }

    /** How often each layer or vertex reads something, and of what shape: inputs by station. */
    List<List<INDArray>> inputs() {
        return inputs;
    }

    double at(@Nullable Displacement displacement) {
        Nd4j.getRandom().setSeed(BackwardProbe.SEED);
        if (displacement == null) {
            inputs.clear();
        }
        double mean = model instanceof MultiLayerNetwork stack
                ? stack(stack, displacement)
                : graph((ComputationGraph) model, displacement);
        return mean * batch.getFeatures(0).size(0);
    }

    private double stack(MultiLayerNetwork stack, @Nullable Displacement displacement) {
        INDArray x = batch.getFeatures(0).dup();
        stack.clearLayerMaskArrays();
        stack.setInput(x);
        stack.setLayerMaskArrays(
                batch.getFeaturesMaskArray(0), batch.hasMaskArrays() ? batch.getLabelsMaskArray(0) : null);
        for (int i = 0; i < stack.getnLayers(); i++) {
            x = displaced(i, 0, x, displacement);
            var preprocessor = stack.getLayerWiseConfigurations().getInputPreProcess(i);
            if (preprocessor != null) {
                x = preprocessor.preProcess(x, stack.getInputMiniBatchSize(), LayerWorkspaceMgr.noWorkspaces());
            }
            if (i < stack.getnLayers() - 1) {
                x = stack.getLayer(i).activate(x, true, LayerWorkspaceMgr.noWorkspaces());
            } else {
                stack.getLayer(i).setInput(x, LayerWorkspaceMgr.noWorkspaces());
            }
        }
        IOutputLayer output = (IOutputLayer) stack.getOutputLayer();
        output.setLabels(batch.getLabels(0));
        return output.computeScore(0, true, LayerWorkspaceMgr.noWorkspaces());
    }

    private double graph(ComputationGraph graph, @Nullable Displacement displacement) {
        graph.setInputs(batch.getFeatures());
        graph.setLayerMaskArrays(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
        INDArray[] activations = new INDArray[graph.getVertices().length];
        int station = 0;
        double score = 0;
        List<String> outputs = graph.getConfiguration().getNetworkOutputs();
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (vertex.isInputVertex()) {
                activations[index] = batch.getFeatures(index).dup();
                continue;
            }
            VertexIndices[] sources = vertex.getInputVertices();
            for (int k = 0; k < sources.length; k++) {
                INDArray read = Objects.requireNonNull(activations[sources[k].getVertexIndex()]);
                vertex.setInput(k, displaced(station, k, read, displacement), LayerWorkspaceMgr.noWorkspaces());
            }
            station++;
            int place = outputs.indexOf(vertex.getVertexName());
            if (place < 0) {
                activations[index] = vertex.doForward(true, LayerWorkspaceMgr.noWorkspaces());
            } else {
                IOutputLayer output = (IOutputLayer) vertex.getLayer();
                output.setLabels(batch.getLabels(place));
                score += output.computeScore(0, true, LayerWorkspaceMgr.noWorkspaces());
            }
        }
        return score;
    }

    private INDArray displaced(int station, int input, INDArray read, @Nullable Displacement displacement) {
        // Deeplearning4j hands on the last step of masked sequences in single precision, whatever the network's.
        INDArray own = read.castTo(DataType.DOUBLE).dup('c');
        if (displacement == null) {
            while (inputs.size() <= station) {
                inputs.add(new ArrayList<>());
            }
            inputs.get(station).add(own.dup('c'));
        } else if (displacement.station() == station && displacement.input() == input) {
            own.putScalar(displacement.element(), own.getDouble(displacement.element()) + displacement.by());
        }
        return own;
    }
}
