package org.gradientdoctor.listeners.probe;

import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One layer or vertex of the copy, to be run forward and backward by itself with Deeplearning4j's own passes. */
sealed interface Station permits LayerStation, VertexStation {

    /** Its name in the profile. */
    String name();

    /** What its name is in gradient keys: {@code key_W}. */
    String key();

    /** What it reads: the network's inputs count from 0, the stations follow in the profile's order. */
    List<Integer> sources();

    /** What is done to its input first; null where nothing is. */
    @Nullable
    InputPreProcessor preprocessor();

    /** Its layer's configuration, wrappers on; null for a vertex without a layer. */
    @Nullable
    Layer configuration();

    /** Whether Deeplearning4j stops back-propagation here: the layer is frozen. */
    boolean isFrozen();

    /** The layer that computes a loss here; null where there is none. */
    @Nullable
    IOutputLayer output();

    /** Hands the inputs over without computing anything, as output layers are left in training. */
    void receive(List<INDArray> inputs);

    /** Activations in training mode. */
    INDArray forward(List<INDArray> inputs);

    /**
     * @param error ∂loss/∂activation; null for output layers, which start from their labels
     */
    Backward backward(@Nullable INDArray error);

    /**
     * What comes back from a station.
     *
     * @param gradient of its parameters; null where it has none
     * @param errors ∂loss/∂input for each of its inputs; null where it has none, as for indices looked up
     */
    record Backward(@Nullable Gradient gradient, List<@Nullable INDArray> errors) {}
}
