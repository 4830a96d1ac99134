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
 * Finds layers whose units all have exactly the same weights and get the same gradient: they compute the same and stay
 * the same, however long the network is trained. Equal weights alone are no such thing: where the layers that read from
 * such units have weights that differ, the first step tells the units apart.
 */
final class EqualUnits {
    /**
     * Difference of two units' gradients, over the largest, that counts as rounding: sums in another order differ by
     * less, also in half precision; readers whose weights differ make it many times as much.
     */
    private static final double ROUNDING = .01;

    private EqualUnits() {}

    /** @param gradients by parameter, in the layout of the parameters: {@code 0_W} */
    static List<String> of(WatchedNetwork network, Route route, Map<String, INDArray> gradients) {
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < network.layers().size(); i++) {
            WatchedLayer layer = network.layers().get(i);
            LayerAnatomy anatomy = layer.anatomy();
            String key = route.stations().get(i).key();
            if (anatomy != null
                    && layer.profile().fanIn() > 0
                    && hasUnits(anatomy)
                    && isEqual(anatomy, anatomy.running().paramTable(), "", 0)
                    && isEqual(anatomy, gradients, key + "_", ROUNDING)) {
                equal.add(layer.name());
            }
        }
        return equal;
    }

    private static boolean hasUnits(LayerAnatomy anatomy) {
        Layer first = anatomy.directions().get(0);
        boolean oneWeightEach = first instanceof BatchNormalization
                || first instanceof PReLULayer
                || first instanceof ElementWiseMultiplicationLayer;
        // Units that each see one channel differ by what they see.
        boolean oneChannelEach = first instanceof DepthwiseConvolution2D || first instanceof SeparableConvolution2D;
        boolean otherwiseLaidOut = first instanceof Deconvolution3D;
        return !oneWeightEach
                && !oneChannelEach
                && !otherwiseLaidOut
                && first instanceof FeedForwardLayer
                && anatomy.units() > 1;
    }

    private static boolean isEqual(
            LayerAnatomy anatomy, Map<String, INDArray> arrays, String prefix, double tolerance) {
        Layer configuration = anatomy.configuration();
        boolean any = false;
        for (String parameter : anatomy.running().paramTable().keySet()) {
            boolean weight = configuration.initializer().isWeightParam(configuration, parameter);
            any |= weight;
            // Biases that differ tell units apart, be it a step later.
            if (weight || tolerance == 0) {
                INDArray array = arrays.get(prefix + parameter);
                if (array == null || !isEqual(anatomy, array, tolerance)) {
                    return false;
                }
            }
        }
        return any;
    }

    private static boolean isEqual(LayerAnatomy anatomy, INDArray array, double tolerance) {
        double allowed = tolerance == 0 ? 0 : tolerance * array.amaxNumber().doubleValue();
        if (array.rank() <= 2) {
            INDArray rows = array.rank() == 1 ? array.reshape(1, array.length()) : array;
            return columnsAreEqual(rows, anatomy.units(), allowed);
        }
        // Kernels count their outputs first, those of a transposed convolution second.
        boolean second = anatomy.directions().get(0) instanceof Deconvolution2D;
        INDArray kernels = (second ? array.swapAxes(0, 1) : array).dup('c');
        long outputs = kernels.size(0);
        INDArray byInput =
                kernels.reshape('c', outputs, kernels.length() / outputs).transpose();
        return columnsAreEqual(byInput, outputs, allowed);
    }

    /** Gated layers have a block of columns for each gate; GravesLSTM has three single ones behind them. */
    private static boolean columnsAreEqual(INDArray array, long units, double allowed) {
        for (long from = 0; from + units <= array.size(1); from += units) {
            for (long row = 0; row < array.size(0); row++) {
                double value = array.getDouble(row, from);
                for (long u = 1; u < units; u++) {
                    if (!(Math.abs(array.getDouble(row, from + u) - value) <= allowed)) {
                        return false;
                    }
                }
            }
        }
        return units > 1 && array.size(1) >= units;
    }
}
