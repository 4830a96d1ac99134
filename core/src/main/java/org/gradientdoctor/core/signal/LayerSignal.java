package org.gradientdoctor.core.signal;

/**
 * What one layer does to the signal, forward and back, in the limit of many units (Poole et al. 2016; Schoenholz et al.
 * 2017): one step of the recursion, by itself.
 *
 * @param layer the layer
 * @param q variance of its pre-activations over units, about the mean of the biases; capped at {@value #MOST}
 * @param meanSquare E[φ(z)²], which the next layer takes in
 * @param slopeMeanSquare E[φ′(z)²], the share of the error signal's mean square that passes
 */
public record LayerSignal(PropagationLayer layer, double q, double meanSquare, double slopeMeanSquare) {
    /** From so far out every activation looks straight or flat; beyond it, squares of squares would overflow. */
    private static final double MOST = 1e60;

    /**
     * The step: q = σ_w² · (mean square of what comes in) + σ_b².
     *
     * @param inputMeanSquare mean square over the elements that come in: the network's input, or {@link #meanSquare()} of
     *     the layer before
     * @throws IllegalArgumentException if it is negative or NaN
     */
    public static LayerSignal after(double inputMeanSquare, PropagationLayer layer) {
        if (!(inputMeanSquare >= 0)) {
            throw new IllegalArgumentException(
                    "a mean square of 0 or more goes into layer " + layer.name() + ", not " + inputMeanSquare);
        }
        double q = Math.min(MOST, layer.forwardVariance() * inputMeanSquare + layer.biasVariance());
        ActivationFunction activation = layer.activation().shifted(layer.biasMean());
        return new LayerSignal(layer, q, activation.meanSquare(q), activation.meanSquareSlope(q));
    }

    /** χ₁ = σ_w² E[φ′(z)²]: the factor on the error signal's mean square where all layers are like this one. */
    public double chi() {
        return layer.forwardVariance() * slopeMeanSquare;
    }

    /** rms(δ) of this layer over rms(δ) of the layer above, whose weights and whose errors come back. */
    public double gain(PropagationLayer above) {
        return Math.sqrt(above.backwardVariance() * slopeMeanSquare);
    }
}
