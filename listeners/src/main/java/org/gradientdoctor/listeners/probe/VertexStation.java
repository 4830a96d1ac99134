package org.gradientdoctor.listeners.probe;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.FrozenVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex of a graph, with or without a layer. */
record VertexStation(GraphVertex vertex, List<Integer> sources) implements Station {

    @Override
    public String name() {
        return vertex.getVertexName();
    }

    @Override
    public String key() {
        return name();
    }

    @Override
    public @Nullable InputPreProcessor preprocessor() {
        return vertex instanceof LayerVertex layer ? layer.getLayerPreProcessor() : null;
    }

    @Override
    public org.deeplearning4j.nn.conf.layers.@Nullable Layer configuration() {
        return vertex.hasLayer() ? vertex.getLayer().conf().getLayer() : null;
    }

    @Override
    public boolean isFrozen() {
        return vertex instanceof FrozenVertex || (vertex.hasLayer() && vertex.getLayer() instanceof FrozenLayer);
    }

    @Override
    public @Nullable IOutputLayer output() {
        if (!vertex.isOutputVertex() || !vertex.hasLayer()) {
            return null;
        }
        Layer layer = vertex.getLayer() instanceof FrozenLayerWithBackprop frozen
                ? frozen.getInsideLayer()
                : vertex.getLayer();
        return layer instanceof IOutputLayer output ? output : null;
    }

    @Override
    public void receive(List<INDArray> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            vertex.setInput(i, inputs.get(i), LayerWorkspaceMgr.noWorkspaces());
        }
    }

    @Override
    public INDArray forward(List<INDArray> inputs) {
        receive(inputs);
        return vertex.doForward(true, LayerWorkspaceMgr.noWorkspaces());
    }

    @Override
    public Backward backward(@Nullable INDArray error) {
        vertex.setEpsilon(error);
        Pair<Gradient, INDArray[]> pair = vertex.doBackward(false, LayerWorkspaceMgr.noWorkspaces());
        INDArray[] errors = pair.getSecond();
        return new Backward(
                pair.getFirst(), errors == null ? List.of() : Collections.unmodifiableList(Arrays.asList(errors)));
    }
}
