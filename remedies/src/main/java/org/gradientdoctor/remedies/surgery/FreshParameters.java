package org.gradientdoctor.remedies.surgery;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Draws the parameters of single layers by their configuration, as if the layer were new.
 *
 * <p>A scratch layer does the drawing, because only the layer itself knows its fans (a convolution counts its kernel, an
 * LSTM its outputs on both sides) and its biases (an LSTM's forget gates have one of their own).
 */
final class FreshParameters {
    private FreshParameters() {}

    /**
     * Draws what the draft marked. Each layer has a stream of its own from the seed and its name, so that what it gets
     * does not depend on which other layers are drawn.
     */
    static void draw(NetworkDraft draft, Model treated) {
        var holders = Holders.of(treated);
        draft.redrawn().forEach((name, seed) -> {
            LayerDraft layer = draft.layer(name);
            Trainable holder = holders.get(name);
            NeuralNetConfiguration configuration = layer.configuration();
            // A vertex keeps what the network's own initialization has just drawn for it.
            if (holder != null && configuration != null && layer.hasParameters()) {
                DataType type = holder.params().dataType();
                Nd4j.getRandom().setSeed(mix(seed, name));
                ParameterCarry.copy(
                        scratch(configuration, layer.parameters(), type).paramTable(false), holder.paramTable(false));
            }
        });
    }

    private static Layer scratch(NeuralNetConfiguration configuration, long parameters, DataType type) {
        NeuralNetConfiguration copy = configuration.clone();
        copy.clearVariables();
        INDArray view = Nd4j.create(type, parameters);
        return copy.getLayer().instantiate(copy, null, 0, view, true, type);
    }

    /** The finalizer of SplitMix64 (Steele, Lea &amp; Flood 2014): neighboring seeds give unrelated streams. */
    static long mix(long seed, String name) {
        long z = seed + name.hashCode() * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
