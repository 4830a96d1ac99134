package org.gradientdoctor.remedies.remedy;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;
import org.jspecify.annotations.Nullable;

/**
 * What has a slope of its own in front of a parametric rectifier: each unit of vectors, each channel of maps and
 * sequences, wherever it is.
 *
 * @param channels how many
 * @param places dimensions that share a slope: 0 for vectors, 2 for maps
 * @param last whether channels are the last dimension, and not the first behind the examples
 */
record RectifiedUnits(long channels, int places, boolean last) {

    /** Of what a layer with weights gives; empty where it is not dense or convolutional, or wrapped. */
    static Optional<RectifiedUnits> of(LayerDraft draft) {
        Layer layer = draft.layer();
        if (layer instanceof Convolution1DLayer convolution) {
            return of(convolution, 1, convolution.getRnnDataFormat() == RNNFormat.NWC);
        }
        if (layer instanceof Convolution3D convolution) {
            return of(convolution, 3, convolution.getDataFormat() == Convolution3D.DataFormat.NDHWC);
        }
        if (layer instanceof Deconvolution3D convolution) {
            return of(convolution, 3, convolution.getDataFormat() == Convolution3D.DataFormat.NDHWC);
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return of(convolution, 2, convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC);
        }
        return layer instanceof DenseLayer dense ? of(dense, 0, false) : Optional.empty();
    }

    private static Optional<RectifiedUnits> of(FeedForwardLayer layer, int places, boolean last) {
        return Optional.of(new RectifiedUnits(layer.getNOut(), places, last));
    }

    /** The layer whose weights give the units of this one: itself, or the one before layers that leave channels alone. */
    static Optional<LayerDraft> feeding(NetworkDraft draft, LayerDraft layer) {
        LayerDraft at = layer;
        while (leavesChannels(at.layer())) {
            String name = at.name();
            Optional<LayerDraft> before = at.inputs().size() == 1
                    ? draft.named(at.inputs().get(0))
                            .filter(found -> draft.readers(found.name()).contains(name))
                    : Optional.empty();
            if (before.isEmpty() || draft.preProcessor(name).isPresent()) {
                return Optional.empty();
            }
            at = before.get();
        }
        return Optional.of(at).filter(found -> of(found).isPresent());
    }

    private static boolean leavesChannels(@Nullable Layer layer) {
        return layer instanceof ActivationLayer
                || layer instanceof BatchNormalization
                || layer instanceof DropoutLayer
                || layer instanceof LocalResponseNormalization
                || layer instanceof PReLULayer
                || layer instanceof SubsamplingLayer;
    }

    /** Deeplearning4j counts shared axes from the examples on, and lengths from behind them. */
    PReLULayer rectifier() {
        long[] shape = new long[places + 1];
        Arrays.fill(shape, 1);
        shape[last ? places : 0] = channels;
        PReLULayer.Builder builder = new PReLULayer.Builder()
                .inputShape(shape)
                .weightInit(new WeightInitConstant(ParametricRectifier.SLOPE));
        if (places > 0) {
            long[] shared = new long[places];
            for (int i = 0; i < places; i++) {
                shared[i] = last ? i + 1 : i + 2;
            }
            builder.sharedAxes(shared);
        }
        return builder.build();
    }
}
