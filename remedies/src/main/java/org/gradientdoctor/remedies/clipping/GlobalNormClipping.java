package org.gradientdoctor.remedies.clipping;

import java.io.Serializable;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Scales the whole gradient down where its L2 norm, over all layers and per example, is above a threshold; its direction
 * stays (Pascanu, Mikolov &amp; Bengio 2013). Deeplearning4j has no such clipping.
 *
 * <p>It acts before Deeplearning4j's own clipping and before the updater. A gradient that is not finite is passed on as it
 * is, since no scale mends it and it is to be seen. A saved model does not carry listeners: add a new one to a network
 * that was read from a file.
 */
public final class GlobalNormClipping extends BaseTrainingListener implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double threshold;

    /**
     * @param threshold largest norm of the gradient per example, in units of loss over parameter
     * @throws IllegalArgumentException where it is not a positive, finite number
     */
    public GlobalNormClipping(double threshold) {
        if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the threshold is " + threshold + ": gradients are clipped at a positive, finite norm");
        }
        this.threshold = threshold;
    }

    public double threshold() {
        return threshold;
    }

    @Override
    public void onGradientCalculation(Model model) {
        RawGradients gradients = RawGradients.of(model);
        double norm = gradients.norm();
        if (norm > threshold && norm < Double.POSITIVE_INFINITY) {
            double scale = threshold / norm;
            gradients.views().values().forEach(view -> view.muli(scale));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GlobalNormClipping clipping && clipping.threshold == threshold;
    }

    @Override
    public int hashCode() {
        return Objects.hash(threshold);
    }

    @Override
    public String toString() {
        return "GlobalNormClipping(" + threshold + ")";
    }
}
