package org.gradientdoctor.core.reading;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One group of a layer's parameters (its weights, or its biases) at one iteration.
 *
 * @param values the parameters before the update of this iteration
 * @param gradient the raw gradient per example, before clipping and updater; null where the layer has none
 * @param update what the step subtracts from the parameters; null where it cannot be read (line search)
 * @param predictedGain first-order decrease of the loss by this update, gradient · update, in units of the loss; NaN
 *     where one of them is missing
 */
public record ParameterReading(
        TensorSummary values,
        @Nullable TensorSummary gradient,
        @Nullable TensorSummary update,
        double predictedGain) implements Serializable {

    /** RMS of the update over RMS of the parameters, a ratio (healthy near 1e-3); NaN where it cannot be formed. */
    public double updateRatio() {
        return update == null || values.rms() == 0 ? Double.NaN : update.rms() / values.rms();
    }
}
