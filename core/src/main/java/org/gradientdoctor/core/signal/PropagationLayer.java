package org.gradientdoctor.core.signal;

/**
 * One layer of random weights, as mean-field theory sees it: a linear map with independent weights of mean 0, then an
 * element-wise activation function.
 *
 * @param name the layer's
 * @param fanIn inputs of one unit (for convolutions: channels × kernel)
 * @param fanOut outputs that one input feeds (for convolutions: filters × kernel)
 * @param weightMeanSquare mean square of the weights, their variance where their mean is 0
 * @param biasMean mean of the biases over units
 * @param biasVariance their variance over units, σ_b²
 * @param activation φ
 */
public record PropagationLayer(
        String name,
        double fanIn,
        double fanOut,
        double weightMeanSquare,
        double biasMean,
        double biasVariance,
        ActivationFunction activation) {

    /** @throws IllegalArgumentException if a number is not finite, or negative other than the biases' mean */
    public PropagationLayer {
        if (!isVariance(fanIn) || !isVariance(fanOut) || !isVariance(weightMeanSquare) || !isVariance(biasVariance)) {
            throw new IllegalArgumentException("layer " + name + " needs finite numbers of 0 or more, not fan-in "
                    + fanIn + ", fan-out " + fanOut + ", mean square of weights " + weightMeanSquare
                    + " and variance of biases " + biasVariance);
        }
        if (!Double.isFinite(biasMean)) {
            throw new IllegalArgumentException("layer " + name + " needs biases of a finite mean, not " + biasMean);
        }
    }

    /** A layer with as many outputs as inputs and no bias: {@code weightVariance} is σ_w² = fan-in × Var(w). */
    public static PropagationLayer square(String name, double weightVariance, ActivationFunction activation) {
        return new PropagationLayer(name, 1, 1, weightVariance, 0, 0, activation);
    }

    private static boolean isVariance(double x) {
        return x >= 0 && x < Double.POSITIVE_INFINITY;
    }

    /** σ_w² = fan-in × Var(w): the factor on the mean square of what comes in. */
    public double forwardVariance() {
        return fanIn * weightMeanSquare;
    }

    /** fan-out × Var(w): the factor on the mean square of the error signal that goes back. */
    public double backwardVariance() {
        return fanOut * weightMeanSquare;
    }

    /** Endlessly many layers like this one. */
    public MeanField repeated() {
        return new MeanField(forwardVariance(), biasVariance, activation.shifted(biasMean));
    }

    public PropagationLayer withForwardVariance(double forwardVariance) {
        return new PropagationLayer(name, fanIn, fanOut, forwardVariance / fanIn, biasMean, biasVariance, activation);
    }

    public PropagationLayer withActivation(ActivationFunction other) {
        return new PropagationLayer(name, fanIn, fanOut, weightMeanSquare, biasMean, biasVariance, other);
    }

    /** The same layer with all biases 0. */
    public PropagationLayer withoutBias() {
        return new PropagationLayer(name, fanIn, fanOut, weightMeanSquare, 0, 0, activation);
    }
}
