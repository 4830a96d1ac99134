package org.gradientdoctor.remedies.clipping;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient as it stands in {@code onGradientCalculation}: views, by Deeplearning4j's key, of what the updater will
 * read. Running statistics of batch normalization are left out: Deeplearning4j passes them on as gradients.
 *
 * <p>At that moment they hold the sum over the batch where the network is going to divide by its size, and norms are told
 * of the mean.
 */
public final class RawGradients {
    private static final double SAFELY_SQUARED = 1e15;

    private final Map<String, INDArray> views;
    private final double divisor;

    private RawGradients(Map<String, INDArray> views, double divisor) {
        this.views = views;
        this.divisor = divisor;
    }

    /** Of a network; empty for what else calls listeners (a layer in pretraining). */
    public static RawGradients of(Model model) {
        Map<String, INDArray> views = new LinkedHashMap<>();
        boolean network = model instanceof MultiLayerNetwork || model instanceof ComputationGraph;
        Gradient gradient = network ? model.gradient() : null;
        if (gradient == null) {
            return new RawGradients(views, 1);
        }
        views.putAll(gradient.gradientForVariable());
        views.values().removeIf(view -> view == null);
        layers(model).forEach((prefix, layer) -> {
            if (layer.numParams() > 0) {
                layer.paramTable(false).keySet().stream()
                        .filter(key -> !layer.updaterDivideByMinibatch(key))
                        .forEach(key -> views.remove(prefix + "_" + key));
            }
        });
        return new RawGradients(views, model.conf().isMiniBatch() ? model.batchSize() : 1);
    }

    /** The layers by what their keys begin with: the index in a stack, the name in a graph. */
    static Map<String, Layer> layers(Model model) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        if (model instanceof MultiLayerNetwork stack) {
            for (int i = 0; i < stack.getnLayers(); i++) {
                layers.put(String.valueOf(i), stack.getLayer(i));
            }
        } else if (model instanceof ComputationGraph graph) {
            for (Layer layer : graph.getLayers()) {
                layers.put(layer.conf().getLayer().getLayerName(), layer);
            }
        }
        return layers;
    }

    /** The views; to be changed in place, before the updater reads them. */
    public Map<String, INDArray> views() {
        return views;
    }

    /** Norm of the mean gradient; NaN or infinite where an element is. */
    public double norm() {
        double squares = 0;
        for (INDArray view : views.values()) {
            double norm = norm(view);
            squares += norm * norm;
        }
        return Math.sqrt(squares);
    }

    /** What a sum over the batch has to be divided by. */
    double divisor() {
        return divisor;
    }

    private double norm(INDArray view) {
        double norm = view.dataType() == DataType.FLOAT16
                ? Double.NaN
                : view.norm2Number().doubleValue();
        // Single precision squares what it sums: below 1e-23 and above 1e18 nothing sensible comes of it.
        boolean safe = norm < SAFELY_SQUARED && norm > 1 / SAFELY_SQUARED;
        return (safe ? norm : view.castTo(DataType.DOUBLE).norm2Number().doubleValue()) / divisor;
    }
}
