package org.gradientdoctor.core.reading;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The error signal at one layer's activation function, read while it passed there.
 *
 * @param delta δ = ∂loss/∂z per example, z being the pre-activations (for output layers: at the loss)
 * @param preActivations z
 * @param slope φ′(z) where the arriving error lets it be read; null where none did (all errors zero) and for outputs
 * @param units z by unit: deviation across examples, share active, share saturated
 */
public record SignalReading(
        TensorSummary delta,
        TensorSummary preActivations,
        @Nullable TensorSummary slope,
        UnitSummary units) implements Serializable {}
