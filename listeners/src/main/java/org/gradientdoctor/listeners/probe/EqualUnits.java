package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.gradientdoctor.listeners.capture.LayerAnatomy;
import org.gradientdoctor.listeners.capture.WatchedLayer;
import org.gradientdoctor.listeners.capture.WatchedNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Finds layers whose units all have exactly the same weights. They compute the same and get the same gradient, so they
 * stay the same, however long the network is trained. Biases are not asked: with rectifiers, different ones do tell units
 * apart, but that is rare where weights are equal.
 */
final class EqualUnits {
    private EqualUnits() {}

    static List<String> of(WatchedNetwork network) {
        List<String> equal = new ArrayList<>();
        for (WatchedLayer layer : network.layers()) {
            LayerAnatomy anatomy = layer.anatomy();
            if (anatomy != null && layer.profile().fanIn() > 0 && isEqual(anatomy)) {
                equal.add(layer.name());
            }
        }
        return equal;
    }

    private static boolean isEqual(LayerAnatomy anatomy) {
        Layer configuration = anatomy.configuration();
        Layer first = anatomy.directions().get(0);
        boolean oneWeightEach = first instanceof BatchNormalization
                || first instanceof PReLULayer
                || first instanceof ElementWiseMultiplicationLayer;
        // Units that each see one channel differ by what they see.
        boolean oneChannelEach = first instanceof DepthwiseConvolution2D || first instanceof SeparableConvolution2D;
        boolean otherwiseLaidOut = first instanceof Deconvolution3D;
        if (oneWeightEach
                || oneChannelEach
                || otherwiseLaidOut
                || !(first instanceof FeedForwardLayer)
                || anatomy.units() < 2) {
            return false;
        }
        boolean any = false;
        for (Map.Entry<String, INDArray> parameter :
                anatomy.running().paramTable().entrySet()) {
            if (configuration.initializer().isWeightParam(configuration, parameter.getKey())) {
                any = true;
                if (!isEqual(parameter.getValue(), anatomy.units(), first instanceof Deconvolution2D)) {
                    return false;
                }
            }
        }
        return any;
    }

    /** @param second whether a kernel's outputs are counted by its second dimension rather than its first */
    private static boolean isEqual(INDArray weights, long units, boolean second) {
        if (weights.rank() > 2) {
            int dimension = second ? 1 : 0;
            INDArray first = weights.slice(0, dimension);
            for (long u = 1; u < weights.size(dimension); u++) {
                if (!first.equalsWithEps(weights.slice(u, dimension), 0)) {
                    return false;
                }
            }
            return weights.size(dimension) > 1;
        }
        // Gated layers have a block of columns for each gate; GravesLSTM has three single ones behind them.
        for (long from = 0; from + units <= weights.size(1); from += units) {
            for (long row = 0; row < weights.size(0); row++) {
                double value = weights.getDouble(row, from);
                for (long u = 1; u < units; u++) {
                    if (weights.getDouble(row, from + u) != value) {
                        return false;
                    }
                }
            }
        }
        return weights.size(1) >= units;
    }
}
