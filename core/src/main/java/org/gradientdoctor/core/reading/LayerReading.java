package org.gradientdoctor.core.reading;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was read of one layer at one full reading.
 *
 * @param layer the layer's name in the {@link NetworkProfile}
 * @param weights weights; null for layers without
 * @param biases biases; null for layers without
 * @param activations what the layer hands on, in training mode; null where it could not be read
 * @param activationUnits the same by unit: its spread across examples tells whether examples can still be told apart
 * @param signal the error signal; null where the layer cannot be tapped
 * @param inputError ∂loss/∂input per example, what the layer hands back; read by the probe only, else null
 * @param unread what could not be read, and why, one sentence each
 */
public record LayerReading(
        String layer,
        @Nullable ParameterReading weights,
        @Nullable ParameterReading biases,
        @Nullable TensorSummary activations,
        @Nullable UnitSummary activationUnits,
        @Nullable SignalReading signal,
        @Nullable TensorSummary inputError,
        List<String> unread)
        implements Serializable {

    public LayerReading {
        unread = List.copyOf(unread);
    }

    /** A reading without the error at the layer's input. */
    public LayerReading(
            String layer,
            @Nullable ParameterReading weights,
            @Nullable ParameterReading biases,
            @Nullable TensorSummary activations,
            @Nullable UnitSummary activationUnits,
            @Nullable SignalReading signal,
            List<String> unread) {
        this(layer, weights, biases, activations, activationUnits, signal, null, unread);
    }
}
