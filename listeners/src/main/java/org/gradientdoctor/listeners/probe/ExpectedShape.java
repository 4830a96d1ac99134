package org.gradientdoctor.listeners.probe;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.gradientdoctor.listeners.capture.LossFamilies;
import org.gradientdoctor.listeners.capture.WatchedLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** What shapes layers expect, as far as their configurations tell; the rest is left to Deeplearning4j's own checks. */
final class ExpectedShape {
    private ExpectedShape() {}

    /** What a layer that reads features would need instead of them; null where nothing speaks against them. */
    static @Nullable String misfit(Station station, WatchedLayer layer, INDArray features) {
        LayerAnatomy anatomy = layer.anatomy();
        if (anatomy == null || anatomy.isLookup()) {
            return null;
        }
        InputPreProcessor preprocessor = station.preprocessor();
        if (preprocessor instanceof FeedForwardToCnnPreProcessor image) {
            return image(features, image);
        }
        Layer first = anatomy.directions().get(0);
        boolean distributed = station.configuration() instanceof TimeDistributed;
        if (preprocessor != null || distributed || !(first instanceof FeedForwardLayer feed) || feed.getNIn() <= 0) {
            return null;
        }
        if (first instanceof BaseRecurrentLayer || first instanceof Convolution1DLayer) {
            return sequence(features, anatomy, feed.getNIn());
        }
        if (first instanceof Convolution3D) {
            return features.rank() == 5 ? null : "volumes of rank 5";
        }
        if (first instanceof ConvolutionLayer) {
            int dimension = anatomy.unitDimension(4);
            boolean fits = features.rank() == 4 && features.size(dimension) == feed.getNIn();
            return fits
                    ? null
                    : dimension == 1
                            ? "[rows, " + feed.getNIn() + ", height, width]"
                            : "[rows, height, width, " + feed.getNIn() + "]";
        }
        boolean dense = first.getClass() == DenseLayer.class || first.getClass() == OutputLayer.class;
        if (dense && features.rank() != 3 && (features.rank() != 2 || features.size(1) != feed.getNIn())) {
            return "[rows, " + feed.getNIn() + "]";
        }
        return null;
    }

    private static @Nullable String image(INDArray features, FeedForwardToCnnPreProcessor image) {
        long width = image.getInputHeight() * image.getInputWidth() * image.getNumChannels();
        boolean flat = features.rank() == 2 && features.size(1) == width;
        return flat || features.rank() == 4
                ? null
                : "[rows, " + width + "], as " + image.getNumChannels() + " × " + image.getInputHeight() + " × "
                        + image.getInputWidth() + " pixels";
    }

    private static @Nullable String sequence(INDArray features, LayerAnatomy anatomy, long width) {
        int dimension = anatomy.unitDimension(3);
        boolean fits = features.rank() == 3 && features.size(dimension) == width;
        return fits ? null : dimension == 1 ? "[rows, " + width + ", steps]" : "[rows, steps, " + width + "]";
    }

    /** What of the output layer's input the labels can't be compared with; null where they can. */
    static @Nullable String lossMisfit(LayerAnatomy output, INDArray compared, INDArray labels) {
        Layer configuration = output.configuration();
        if (configuration instanceof RnnOutputLayer && compared.rank() == 3 && labels.rank() == 3) {
            int steps = 3 - output.unitDimension(3);
            return compared.size(steps) == labels.size(steps)
                    ? null
                    : "sequences of " + compared.size(steps) + " steps, not " + labels.size(steps);
        }
        boolean compares = configuration instanceof LossLayer
                || configuration instanceof RnnLossLayer
                || configuration instanceof CnnLossLayer;
        if (!compares || LossFamilies.lossOf(configuration) instanceof LossSparseMCXENT) {
            return null;
        }
        return Arrays.equals(compared.shape(), labels.shape()) ? null : Arrays.toString(compared.shape());
    }

    /** What labels an output layer would need instead; null where nothing speaks against them. */
    static @Nullable String labelMisfit(LayerAnatomy output, INDArray labels) {
        Layer configuration = output.configuration();
        boolean sparse = LossFamilies.lossOf(configuration) instanceof LossSparseMCXENT;
        long units = sparse ? 1 : output.units();
        String what = sparse ? " (class indices)" : "";
        if (configuration instanceof RnnOutputLayer) {
            int dimension = output.unitDimension(3);
            boolean fits = labels.rank() == 3 && (units <= 0 || labels.size(dimension) == units);
            return fits
                    ? null
                    : (dimension == 1 ? "[rows, " + units + ", steps]" : "[rows, steps, " + units + "]") + what;
        }
        if (configuration instanceof RnnLossLayer) {
            return labels.rank() == 3 ? null : "sequences of rank 3";
        }
        if (configuration instanceof CnnLossLayer) {
            return labels.rank() == 4 ? null : "images of rank 4";
        }
        if (configuration instanceof OutputLayer) {
            boolean fits = labels.rank() == 2 && (units <= 0 || labels.size(1) == units);
            return fits ? null : "[rows, " + units + "]" + what;
        }
        return null;
    }
}
