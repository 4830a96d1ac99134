package org.gradientdoctor.remedies.remedy;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * How activations lie.
 *
 * @param channels units or channels
 * @param overTime whether they are sequences {@code [examples, channels, steps]}
 * @param twoDimensional whether they are maps {@code [examples, channels, height, width]}
 * @param maps where the channels of maps are
 * @param sequences where the channels of sequences are
 */
record Layout(long channels, boolean overTime, boolean twoDimensional, CNN2DFormat maps, RNNFormat sequences) {

    /** Of what a dense, convolutional (one or two dimensions) or recurrent layer gives. */
    static Layout of(Layer layer) {
        return of(layer, ((FeedForwardLayer) layer).getNOut());
    }

    /** Of what such a layer reads. */
    static Layout read(FeedForwardLayer layer) {
        return of(layer, layer.getNIn());
    }

    private static Layout of(Layer layer, long channels) {
        if (layer instanceof Convolution1DLayer convolution) {
            return overTime(channels, convolution.getRnnDataFormat());
        }
        if (layer instanceof BaseRecurrentLayer recurrent) {
            return overTime(channels, recurrent.getRnnDataFormat());
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return new Layout(channels, false, true, convolution.getCnn2dDataFormat(), RNNFormat.NCW);
        }
        return new Layout(channels, false, false, CNN2DFormat.NCHW, RNNFormat.NCW);
    }

    private static Layout overTime(long channels, RNNFormat format) {
        return new Layout(channels, true, false, CNN2DFormat.NCHW, format == null ? RNNFormat.NCW : format);
    }

    /** The dimension of the channels. */
    int channelDimension() {
        boolean last = twoDimensional ? maps == CNN2DFormat.NHWC : overTime && sequences == RNNFormat.NWC;
        return last ? (twoDimensional ? 3 : 2) : 1;
    }
}
