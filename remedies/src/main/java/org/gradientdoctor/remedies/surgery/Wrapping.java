package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** Reaches through wrappers to the layer configurations that carry activation, initialization and updater. */
final class Wrapping {
    private Wrapping() {}

    /** The configurations inside: one, or the two directions of {@link Bidirectional}. */
    static List<Layer> cores(Layer layer) {
        List<Layer> cores = new ArrayList<>();
        collect(layer, cores);
        return List.copyOf(cores);
    }

    private static void collect(Layer layer, List<Layer> cores) {
        if (layer instanceof FrozenLayer frozen) {
            collect(frozen.getLayer(), cores);
        } else if (layer instanceof BaseWrapperLayer wrapper) {
            collect(wrapper.getUnderlying(), cores);
        } else if (layer instanceof Bidirectional both) {
            collect(both.getFwd(), cores);
            collect(both.getBwd(), cores);
        } else {
            cores.add(layer);
        }
    }

    /** Whether a wrapper at any depth keeps the parameters from being trained. */
    static boolean isFrozen(Layer layer) {
        if (layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop) {
            return true;
        }
        if (layer instanceof Bidirectional both) {
            return isFrozen(both.getFwd());
        }
        return layer instanceof BaseWrapperLayer wrapper && isFrozen(wrapper.getUnderlying());
    }
}
