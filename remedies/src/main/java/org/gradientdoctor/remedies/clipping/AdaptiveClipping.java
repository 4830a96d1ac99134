package org.gradientdoctor.remedies.clipping;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Adaptive gradient clipping, unit by unit (Brock, De, Smith &amp; Simonyan 2021): where the norm of the gradient of what
 * leads into a unit exceeds a fraction of the norm of the weights there, at least 1e-3, it is scaled down to that.
 *
 * <p>Weights of rank 2 are {@code [inputs, units]}, of higher rank {@code [units, inputs, …]}; biases count as one unit.
 * It acts before Deeplearning4j's own clipping and before the updater, on the gradient per example. A saved model does
 * not carry listeners: add a new one to a network that was read from a file.
 */
// The list is a copy by List.copyOf, which can be serialized, though its type does not say so.
@SuppressWarnings("serial")
public final class AdaptiveClipping extends BaseTrainingListener implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Lets units that begin at zero move (ε of the paper). */
    private static final double SMALLEST_NORM = 1e-3;

    private final List<String> layers;
    private final double fraction;

    /**
     * @param layers names of the layers to clip; in a stack an unnamed layer by its index
     * @param fraction largest norm of a unit's gradient over that of its weights; .01 is usual
     * @throws IllegalArgumentException where it is not a positive, finite number
     */
    public AdaptiveClipping(List<String> layers, double fraction) {
        if (!(fraction > 0 && fraction < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the fraction is " + fraction
                    + ": gradients are clipped at a positive, finite fraction of the weights' norm");
        }
        this.layers = List.copyOf(layers);
        this.fraction = fraction;
    }

    @Override
    public void onGradientCalculation(Model model) {
        RawGradients gradients = RawGradients.of(model);
        RawGradients.layers(model).forEach((prefix, layer) -> {
            if (isNamed(layer, prefix, model instanceof ComputationGraph)) {
                Map<String, INDArray> parameters = layer.paramTable(false);
                parameters.forEach((key, parameter) -> {
                    INDArray gradient = gradients.views().get(prefix + "_" + key);
                    if (gradient != null) {
                        clip(gradient, parameter, gradients.divisor());
                    }
                });
            }
        });
    }

    private boolean isNamed(Layer layer, String prefix, boolean graph) {
        String name = layer.conf().getLayer().getLayerName();
        return layer.numParams() > 0 && (layers.contains(prefix) || (!graph && name != null && layers.contains(name)));
    }

    private void clip(INDArray gradient, INDArray parameter, double divisor) {
        boolean bias = parameter.length() == parameter.size(parameter.rank() - 1);
        int[] into = bias || parameter.rank() < 2 ? new int[0] : incoming(parameter.rank());
        if (into.length == 0) {
            double limit = fraction * Math.max(parameter.norm2Number().doubleValue(), SMALLEST_NORM) * divisor;
            double norm = gradient.norm2Number().doubleValue();
            if (norm > limit && norm < Double.POSITIVE_INFINITY) {
                gradient.muli(limit / norm);
            }
            return;
        }
        INDArray limits =
                Transforms.max(parameter.norm2(into), SMALLEST_NORM, true).muli(fraction * divisor);
        INDArray norms = gradient.norm2(into);
        INDArray scales = limits.divi(norms);
        // 0/0 is a unit without a gradient; NaN and infinities of the gradient are to be seen, and stay.
        for (long unit = 0; unit < scales.length(); unit++) {
            double scale = scales.getDouble(unit);
            scales.putScalar(unit, scale > 0 && scale < 1 ? scale : 1);
        }
        int unitDimension = parameter.rank() == 2 ? 1 : 0;
        Broadcast.mul(gradient, scales, gradient, unitDimension);
    }

    private static int[] incoming(int rank) {
        if (rank == 2) {
            return new int[] {0};
        }
        int[] all = new int[rank - 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = i + 1;
        }
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdaptiveClipping clipping
                && clipping.fraction == fraction
                && clipping.layers.equals(layers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(layers, fraction);
    }

    @Override
    public String toString() {
        return "AdaptiveClipping(" + fraction + ")";
    }
}
