package org.gradientdoctor.remedies.surgery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;

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

    /** The layer with other configurations inside its wrappers, which are edited in place. */
    static Layer withCores(Layer layer, UnaryOperator<Layer> replacement) {
        if (layer instanceof FrozenLayer frozen) {
            return new FrozenLayer(withCores(frozen.getLayer(), replacement));
        }
        if (layer instanceof BaseWrapperLayer wrapper) {
            wrapper.setUnderlying(withCores(wrapper.getUnderlying(), replacement));
            return wrapper;
        }
        if (layer instanceof Bidirectional both) {
            both.setFwd(withCores(both.getFwd(), replacement));
            both.setBwd(withCores(both.getBwd(), replacement));
            // It keeps the layer that it was made for.
            both.setInitializer(new BidirectionalParamInitializer(both));
            return both;
        }
        return replacement.apply(layer);
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
