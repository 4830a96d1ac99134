package org.gradientdoctor.listeners.probe;

import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.gradientdoctor.listeners.capture.ActivationCopy;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationRReLU;

/**
 * Gives a cloned layer configuration its own of what {@code clone()} shares with the original and what keeps state or
 * is going to be replaced: the layers inside wrappers, dropouts with their masks, activation functions that draw slopes.
 */
final class OwnConfiguration {

    /** Functions from here are constants, but for {@link ActivationRReLU}. */
    private static final String BUILT_IN = ActivationRReLU.class.getPackage().getName();

    private OwnConfiguration() {}

    /** @param layer a clone already, whose fields may still be those of the original */
    static void detach(Layer layer) {
        if (layer instanceof Bidirectional both) {
            // clone() of the two wrapper classes is shallow, of frozen layers it is deep.
            both.setFwd(detached(both.getFwd()));
            both.setBwd(detached(both.getBwd()));
        } else if (layer instanceof BaseWrapperLayer wrapper) {
            wrapper.setUnderlying(detached(wrapper.getUnderlying()));
        } else if (layer instanceof FrozenLayer frozen) {
            detach(frozen.getLayer());
        }
        if (layer.getIDropout() != null) {
            layer.setIDropout(layer.getIDropout().clone());
        }
        if (layer instanceof BaseLayer base) {
            base.setActivationFn(own(base.getActivationFn()));
            if (base.getWeightNoise() != null) {
                base.setWeightNoise(base.getWeightNoise().clone());
            }
        } else if (layer instanceof ActivationLayer activation) {
            activation.setActivationFn(own(activation.getActivationFn()));
        }
        if (layer instanceof AbstractLSTM lstm) {
            lstm.setGateActivationFn(own(lstm.getGateActivationFn()));
        }
    }

    /** A clone of a layer configuration that shares nothing of consequence with it. */
    static Layer detached(Layer layer) {
        Layer clone = layer.clone();
        detach(clone);
        return clone;
    }

    @SuppressWarnings("NullAway") // Layers without a function of their own have none here, and keep none.
    private static IActivation own(IActivation function) {
        boolean constant = function == null
                || (function.getClass().getPackage().getName().equals(BUILT_IN)
                        && !(function instanceof ActivationRReLU));
        if (constant) {
            return function;
        }
        return ActivationCopy.of(function);
    }
}
