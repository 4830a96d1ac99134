package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * What is read at every iteration, whatever the budget: small, and enough to see a spike or the first non-finite value.
 *
 * @param iteration the network's own iteration count, zero for the first; counted on where the network's is set back
 * @param epoch the network's own epoch count
 * @param examples rows of this minibatch
 * @param score the loss as Deeplearning4j reports it: with L1 and L2 terms, for recurrent output a sum over time
 * @param loss the score less its regularization terms, the figure that {@link ConstantAnswer} is compared with; NaN
 *     also where the errors come from elsewhere, and with them the loss
 * @param learningRate the rate in force in the first trained layer; NaN where the updater has none
 * @param gradientNorms L2 norm of each layer's raw gradient: the mean over examples (where the network divides by the
 *     batch size), before clipping, regularization and updater; NaN for layers without a gradient; an infinity or NaN
 *     of the gradient itself shows in {@code nonFiniteGradients}
 * @param nonFiniteGradients whether any element of any gradient is NaN or infinite
 * @param clipping what gradient clipping did to this gradient
 * @param updateCosine cosine between this update and the one before, over a fixed random sample of the parameters; NaN
 *     for the first and where updates cannot be read
 */
public record VitalSigns(
        long iteration,
        int epoch,
        int examples,
        double score,
        double loss,
        double learningRate,
        PerLayer gradientNorms,
        boolean nonFiniteGradients,
        ClippingEffect clipping,
        double updateCosine)
        implements Serializable {

    /** The same under another number. */
    public VitalSigns at(long other) {
        return new VitalSigns(
                other,
                epoch,
                examples,
                score,
                loss,
                learningRate,
                gradientNorms,
                nonFiniteGradients,
                clipping,
                updateCosine);
    }

    /** The same where errors come from elsewhere and no loss is known. */
    public VitalSigns withoutLoss() {
        return new VitalSigns(
                iteration,
                epoch,
                examples,
                score,
                Double.NaN,
                learningRate,
                gradientNorms,
                nonFiniteGradients,
                clipping,
                updateCosine);
    }

    /** Whether loss and gradients are free of NaN and infinities. */
    public boolean isFinite() {
        return !nonFiniteGradients && Double.isFinite(score);
    }

    /** L2 norm of the whole raw gradient. */
    public double gradientNorm() {
        return nonFiniteGradients ? Double.NaN : gradientNorms.norm();
    }
}
