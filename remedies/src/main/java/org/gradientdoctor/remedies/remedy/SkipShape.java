package org.gradientdoctor.remedies.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.gradientdoctor.remedies.surgery.NetworkDraft;

/**
 * What a skip around a block has to do: how many channels go in and out, and by how much maps shrink on the way.
 *
 * @param family what the activations are
 * @param in channels that the block reads
 * @param out channels that it gives
 * @param strides by how much maps shrink, {height, width}
 * @param maps where the channels of maps are
 */
record SkipShape(Family family, long in, long out, int[] strides, CNN2DFormat maps) {

    /** What kind of activations layers pass on. */
    enum Family {
        VECTORS,
        MAPS,
        SEQUENCES
    }

    boolean isIdentity() {
        return in == out && strides[0] == 1 && strides[1] == 1;
    }

    /** The layers of a block in order; empty where they are not one run that everything passes through. */
    static Optional<List<LayerDraft>> run(NetworkDraft draft, SkipBlock block) {
        List<LayerDraft> run = new ArrayList<>();
        LayerDraft layer = draft.layer(block.first());
        String last = draft.layer(block.last()).name();
        while (true) {
            run.add(layer);
            if (layer.name().equals(last)) {
                return Optional.of(run);
            }
            Optional<LayerDraft> next = next(draft, layer);
            if (next.isEmpty() || draft.preProcessor(next.get().name()).isPresent()) {
                return Optional.empty();
            }
            layer = next.get();
        }
    }

    /** The only layer that reads this one and nothing else; empty where there is a vertex, or several read it. */
    static Optional<LayerDraft> next(NetworkDraft draft, LayerDraft layer) {
        List<String> readers = draft.readers(layer.name());
        return readers.size() != 1
                ? Optional.empty()
                : draft.layers().stream()
                        .filter(found -> found.name().equals(readers.get(0)))
                        .findFirst();
    }

    /** The family of a layer that may be inside of a block; empty for others. */
    static Optional<Family> family(LayerDraft draft) {
        Layer layer = draft.layer();
        if (layer instanceof Convolution3D || layer instanceof Deconvolution3D || layer instanceof Deconvolution2D) {
            return Optional.empty();
        }
        if (layer instanceof Convolution1DLayer convolution) {
            boolean same = convolution.getConvolutionMode() == ConvolutionMode.Same
                    && convolution.getStride()[0] == 1;
            return same && convolution.getRnnDataFormat() == RNNFormat.NCW
                    ? Optional.of(Family.SEQUENCES)
                    : Optional.empty();
        }
        if (layer instanceof BaseRecurrentLayer recurrent) {
            return recurrent.getRnnDataFormat() == RNNFormat.NWC ? Optional.empty() : Optional.of(Family.SEQUENCES);
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return follows(
                            convolution.getConvolutionMode(),
                            convolution.getKernelSize(),
                            convolution.getPadding(),
                            convolution.getDilation())
                    ? Optional.of(Family.MAPS)
                    : Optional.empty();
        }
        if (layer instanceof SubsamplingLayer pooling) {
            return follows(pooling.getConvolutionMode(), pooling.getKernelSize(), pooling.getPadding(), new int[] {1, 1
                    })
                    ? Optional.of(Family.MAPS)
                    : Optional.empty();
        }
        return layer instanceof DenseLayer ? Optional.of(Family.VECTORS) : Optional.empty();
    }

    /** Layers that change neither channels nor places, and so belong to any family. */
    static boolean isNeutral(LayerDraft draft) {
        Layer layer = draft.layer();
        return layer instanceof ActivationLayer
                || layer instanceof BatchNormalization
                || layer instanceof DropoutLayer
                || layer instanceof PReLULayer
                || layer instanceof LocalResponseNormalization
                || layer instanceof ElementWiseMultiplicationLayer;
    }

    /** Whether a map shrinks by the stride alone, as it does under a 1 × 1 convolution with that stride. */
    private static boolean follows(ConvolutionMode mode, int[] kernel, int[] padding, int[] dilation) {
        if (mode == ConvolutionMode.Same) {
            return true;
        }
        for (int i = 0; i < 2; i++) {
            int reach = (kernel[i] - 1) * dilation[i];
            if (mode != ConvolutionMode.Truncate || 2 * padding[i] != reach) {
                return false;
            }
        }
        return true;
    }

    /** What the skip around these layers must do; empty where they are of several families or no skip can follow. */
    static Optional<SkipShape> of(List<LayerDraft> run) {
        Family family = null;
        long in = 0;
        long out = 0;
        int[] strides = {1, 1};
        CNN2DFormat maps = CNN2DFormat.NCHW;
        for (LayerDraft layer : run) {
            if (isNeutral(layer)) {
                continue;
            }
            Optional<Family> own = family(layer);
            if (own.isEmpty() || (family != null && family != own.get())) {
                return Optional.empty();
            }
            family = own.get();
            if (layer.layer() instanceof FeedForwardLayer sized) {
                in = in == 0 ? sized.getNIn() : in;
                out = sized.getNOut();
            }
            int[] stride = {1, 1};
            if (layer.layer() instanceof ConvolutionLayer convolution && family == Family.MAPS) {
                stride = convolution.getStride();
                maps = convolution.getCnn2dDataFormat();
            } else if (layer.layer() instanceof SubsamplingLayer pooling) {
                stride = pooling.getStride();
            }
            strides = new int[] {strides[0] * stride[0], strides[1] * stride[1]};
        }
        return family == null || in <= 0 || out <= 0
                ? Optional.empty()
                : Optional.of(new SkipShape(family, in, out, strides, maps));
    }
}
