package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * How the signal goes forward and the error signal back through a stack of layers with random weights, in the limit of
 * many units (Poole et al. 2016; Schoenholz et al. 2017). From the real input on, not from a fixed point: that may be
 * far, and the layers before it lose more or less than those near it.
 *
 * @param inputMeanSquare mean of x² over all elements of the input
 * @param layers what each layer does, from input to output; the last one's activation counts for nothing
 */
public record SignalPropagation(double inputMeanSquare, List<LayerSignal> layers) {
    public SignalPropagation {
        layers = List.copyOf(layers);
    }

    /** @throws IllegalArgumentException if the input's mean square is negative or not a number */
    public static SignalPropagation through(List<PropagationLayer> layers, double inputMeanSquare) {
        List<LayerSignal> signals = new ArrayList<>();
        double meanSquare = inputMeanSquare;
        for (PropagationLayer layer : layers) {
            LayerSignal signal = LayerSignal.after(meanSquare, layer);
            signals.add(signal);
            meanSquare = signal.meanSquare();
        }
        return new SignalPropagation(inputMeanSquare, signals);
    }

    /** rms(δ) of each layer over rms(δ) of the next one, from input to output: one fewer than there are layers. */
    public double[] gains() {
        double[] gains = new double[Math.max(0, layers.size() - 1)];
        for (int l = 0; l < gains.length; l++) {
            gains[l] = layers.get(l).gain(layers.get(l + 1).layer());
        }
        return gains;
    }

    /**
     * log₁₀ of rms(δ) of each layer over that of the last one, whose own is 0; no lower than what float can hold below
     * 1.
     */
    public double[] logDelta() {
        double[] gains = gains();
        double[] logs = new double[layers.size()];
        for (int l = gains.length - 1; l >= 0; l--) {
            logs[l] = Math.max(DepthTrend.FLOOR, logs[l + 1] + Math.log10(gains[l]));
        }
        return logs;
    }

    /**
     * Correlation of two examples' pre-activations, layer by layer: 1 where they cannot be told apart. Costs a few
     * tenths of a millisecond per layer, fifty times the rest.
     *
     * @param inputCorrelation E[x·x′]/E[x²] of two examples' inputs, not centered
     * @throws IllegalArgumentException if it is not within −1 … 1
     */
    public double[] correlations(double inputCorrelation) {
        double[] correlations = new double[layers.size()];
        double product = inputCorrelation * inputMeanSquare;
        for (int l = 0; l < correlations.length; l++) {
            LayerSignal signal = layers.get(l);
            PropagationLayer layer = signal.layer();
            double covariance = layer.forwardVariance() * product + layer.biasVariance();
            // nothing at all comes in: all examples are the same
            double c = signal.q() == 0 ? 1 : Math.max(-1, Math.min(1, covariance / signal.q()));
            correlations[l] = c;
            product = layer.activation().shifted(layer.biasMean()).meanProduct(signal.q(), c);
        }
        return correlations;
    }
}
