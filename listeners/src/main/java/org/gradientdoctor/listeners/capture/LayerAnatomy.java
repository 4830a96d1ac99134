package org.gradientdoctor.listeners.capture;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.gradientdoctor.core.reading.LayerRole;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A layer without its wrappers (frozen, last time step, mask zero, time distributed): the running layer that has the
 * parameters, its configuration, and what they tell.
 *
 * @param running the innermost running layer
 * @param configuration its configuration; of {@code Bidirectional} the wrapper itself
 * @param frozen whether a wrapper froze it
 */
public record LayerAnatomy(org.deeplearning4j.nn.api.Layer running, Layer configuration, boolean frozen) {

    public static LayerAnatomy of(org.deeplearning4j.nn.api.Layer layer) {
        org.deeplearning4j.nn.api.Layer running = layer;
        boolean frozen = false;
        while (running instanceof org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer wrapper) {
            frozen |= wrapper instanceof FrozenLayer || wrapper instanceof FrozenLayerWithBackprop;
            running = wrapper.getUnderlying();
        }
        return new LayerAnatomy(running, innermost(running.conf().getLayer()), frozen);
    }

    private static Layer innermost(Layer configuration) {
        Layer inner = configuration;
        while (true) {
            if (inner instanceof BaseWrapperLayer wrapper) {
                inner = wrapper.getUnderlying();
            } else if (inner instanceof org.deeplearning4j.nn.conf.layers.misc.FrozenLayer wrapper) {
                inner = wrapper.getLayer();
            } else {
                return inner;
            }
        }
    }

    /** The configurations that have an activation function each: two of a bidirectional layer, else one. */
    public List<Layer> directions() {
        return configuration instanceof Bidirectional both
                ? List.of(innermost(both.getFwd()), innermost(both.getBwd()))
                : List.of(configuration);
    }

    /** The activation function, another listener's tap taken off; null where there is none of consequence. */
    @Nullable
    IActivation activation() {
        Layer first = directions().get(0);
        IActivation function = null;
        if (first instanceof ActivationLayer layer) {
            function = layer.getActivationFn();
        } else if (first instanceof BaseLayer layer && !inheritsUnusedActivation(first)) {
            function = layer.getActivationFn();
        }
        return function instanceof TappedActivation tapped ? tapped.wrapped() : function;
    }

    /** Layers whose configuration has an activation function that their forward pass never applies. */
    private static boolean inheritsUnusedActivation(Layer layer) {
        return layer instanceof BatchNormalization
                || layer instanceof DropoutLayer
                || layer instanceof PReLULayer
                || layer instanceof RepeatVector;
    }

    LayerRole role() {
        Layer first = directions().get(0);
        if (running instanceof IOutputLayer) {
            return LayerRole.OUTPUT;
        }
        if (first instanceof BaseRecurrentLayer) {
            return LayerRole.RECURRENT;
        }
        if (first instanceof BatchNormalization) {
            return LayerRole.NORMALIZATION;
        }
        if (first instanceof ActivationLayer || first instanceof PReLULayer) {
            return LayerRole.ACTIVATION;
        }
        return running.numParams() > 0 ? LayerRole.HIDDEN : LayerRole.PASSIVE;
    }

    public boolean isLookup() {
        return configuration instanceof EmbeddingLayer || configuration instanceof EmbeddingSequenceLayer;
    }

    long fanIn() {
        return fan(true);
    }

    long fanOut() {
        return fan(false);
    }

    private long fan(boolean in) {
        Layer first = directions().get(0);
        if (running.numParams() == 0 || first instanceof BatchNormalization) {
            return 0;
        }
        if (first instanceof ElementWiseMultiplicationLayer) {
            return 1;
        }
        if (first instanceof DepthwiseConvolution2D depthwise) {
            return in ? kernel(depthwise) : kernel(depthwise) * depthwise.getDepthMultiplier();
        }
        if (first instanceof FeedForwardLayer layer) {
            long units = in ? layer.getNIn() : layer.getNOut();
            return Math.max(0, units) * (first instanceof ConvolutionLayer convolution ? kernel(convolution) : 1);
        }
        return 0;
    }

    private static long kernel(ConvolutionLayer convolution) {
        // One-dimensional convolutions carry a second size of 1 or the first one twice.
        int[] sizes = convolution.getKernelSize();
        return convolution instanceof Convolution1DLayer
                ? sizes[0]
                : Arrays.stream(sizes).asLongStream().reduce(1, (a, b) -> a * b);
    }

    /** Number of units it hands on; 0 where its configuration does not tell. */
    public long units() {
        return directions().get(0) instanceof FeedForwardLayer layer ? layer.getNOut() : 0;
    }

    /** Which dimension of its activations counts units. */
    public int unitDimension(int rank) {
        boolean last = switch (rank) {
            case 3 -> isTimeBeforeUnits(directions().get(0));
            case 4 -> isImageBeforeUnits(directions().get(0));
            case 5 -> isVolumeBeforeUnits(directions().get(0));
            default -> false;
        };
        return last ? rank - 1 : 1;
    }

    private static boolean isTimeBeforeUnits(Layer layer) {
        RNNFormat format = null;
        if (layer instanceof BaseRecurrentLayer recurrent) {
            format = recurrent.getRnnDataFormat();
        } else if (layer instanceof RnnOutputLayer output) {
            format = output.getRnnDataFormat();
        } else if (layer instanceof Convolution1DLayer convolution) {
            format = convolution.getRnnDataFormat();
        }
        return format == RNNFormat.NWC;
    }

    private static boolean isImageBeforeUnits(Layer layer) {
        CNN2DFormat format = null;
        if (layer instanceof ConvolutionLayer convolution) {
            format = convolution.getCnn2dDataFormat();
        } else if (layer instanceof SubsamplingLayer pooling) {
            format = pooling.getCnn2dDataFormat();
        } else if (layer instanceof BatchNormalization normalization) {
            format = normalization.getCnn2DFormat();
        } else if (layer instanceof CnnLossLayer output) {
            format = output.getFormat();
        } else if (layer instanceof Upsampling2D upsampling) {
            format = upsampling.getFormat();
        } else if (layer instanceof ZeroPaddingLayer padding) {
            format = padding.getDataFormat();
        }
        return format == CNN2DFormat.NHWC;
    }

    private static boolean isVolumeBeforeUnits(Layer layer) {
        Convolution3D.DataFormat format = null;
        if (layer instanceof Convolution3D convolution) {
            format = convolution.getDataFormat();
        } else if (layer instanceof Cnn3DLossLayer output) {
            format = output.getDataFormat();
        }
        return format == Convolution3D.DataFormat.NDHWC;
    }

    /**
     * Whether Deeplearning4j 1.0.0-M2.1 computes the score of its output over another dimension than the classes': of
     * pixels with channels last, by a method that does not ask for the format. The gradient is right.
     */
    boolean isMisscored() {
        return configuration instanceof CnnLossLayer && unitDimension(4) == 3;
    }

    /** Whether it hands on arrays as it gets them, so that the order of their dimensions is that of the layer below. */
    boolean keepsLayout() {
        Layer first = directions().get(0);
        return first instanceof ActivationLayer
                || first instanceof DropoutLayer
                || first instanceof PReLULayer
                || first instanceof LocalResponseNormalization;
    }

    /**
     * The updater of its weights; null where it has none. A {@code NoOp} updater does not freeze a layer: the gradient is
     * subtracted as it is.
     */
    public @Nullable IUpdater updater() {
        for (String name : running.paramTable().keySet()) {
            // Running statistics have a NoOp of their own.
            if (running.updaterDivideByMinibatch(name)) {
                return configuration.getUpdaterByParam(name);
            }
        }
        return null;
    }
}
