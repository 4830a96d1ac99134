package org.gradientdoctor.listeners.probe;

import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer of a stack together with its preprocessor. */
record LayerStation(MultiLayerNetwork stack, int index, String name) implements Station {

    @Override
    public String key() {
        return String.valueOf(index);
    }

    @Override
    public List<Integer> sources() {
        return List.of(index);
    }

    @Override
    public boolean isFrozen() {
        return layer() instanceof FrozenLayer;
    }

    @Override
    public @Nullable IOutputLayer output() {
        boolean last = index == stack.getnLayers() - 1;
        return last && stack.getOutputLayer() instanceof IOutputLayer output ? output : null;
    }

    @Override
    public org.deeplearning4j.nn.conf.layers.Layer configuration() {
        return layer().conf().getLayer();
    }

    private Layer layer() {
        return stack.getLayer(index);
    }

    @Override
    public @Nullable InputPreProcessor preprocessor() {
        return stack.getLayerWiseConfigurations().getInputPreProcess(index);
    }

    private INDArray preprocessed(List<INDArray> inputs) {
        InputPreProcessor preprocessor = preprocessor();
        return preprocessor == null
                ? inputs.get(0)
                : preprocessor.preProcess(
                        inputs.get(0), stack.getInputMiniBatchSize(), LayerWorkspaceMgr.noWorkspaces());
    }

    @Override
    public void receive(List<INDArray> inputs) {
        layer().setInput(preprocessed(inputs), LayerWorkspaceMgr.noWorkspaces());
    }

    @Override
    public INDArray forward(List<INDArray> inputs) {
        return layer().activate(preprocessed(inputs), true, LayerWorkspaceMgr.noWorkspaces());
    }

    @Override
    public Backward backward(@Nullable INDArray error) {
        Pair<Gradient, INDArray> pair = layer().backpropGradient(error, LayerWorkspaceMgr.noWorkspaces());
        INDArray below = pair.getSecond();
        InputPreProcessor preprocessor = preprocessor();
        if (preprocessor != null && below != null) {
            below = preprocessor.backprop(below, stack.getInputMiniBatchSize(), LayerWorkspaceMgr.noWorkspaces());
        }
        return new Backward(pair.getFirst(), Collections.singletonList(below));
    }
}
