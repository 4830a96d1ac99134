package org.gradientdoctor.remedies.remedy;

import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.OutputReading.LabelRange;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Activations and losses of an output that fit each other, by what the labels are. */
public enum OutputPair {
    /** One class of several for each example, or probabilities that sum to 1; one column for each class. */
    CLASSES(Activation.SOFTMAX, LossFunction.MCXENT, "softmax and multi-class cross-entropy"),
    /** One class of several, as its index in a single column. */
    CLASS_INDICES(Activation.SOFTMAX, LossFunction.SPARSE_MCXENT, "softmax and sparse multi-class cross-entropy"),
    /** Bits or probabilities, each column by itself. */
    BITS(Activation.SIGMOID, LossFunction.XENT, "sigmoid and binary cross-entropy"),
    /** Quantities of any size. */
    QUANTITIES(Activation.IDENTITY, LossFunction.MSE, "identity and mean squared error");

    private static final double ROUNDING = 1e-3;

    private final Activation activation;
    private final LossFunction loss;
    private final String title;

    OutputPair(Activation activation, LossFunction loss, String title) {
        this.activation = activation;
        this.loss = loss;
        this.title = title;
    }

    /** The pair that fits the labels which were read. */
    public static OutputPair fitting(OutputReading output) {
        LabelRange labels = Given.value("output", output).labelRange();
        if (output.sparse()) {
            return CLASS_INDICES;
        }
        boolean probabilities = labels.smallest() >= 0 && labels.largest() <= 1;
        if (!probabilities) {
            return QUANTITIES;
        }
        boolean distributions =
                Math.abs(labels.smallestSum() - 1) < ROUNDING && Math.abs(labels.largestSum() - 1) < ROUNDING;
        if (distributions && output.units() > 1) {
            return CLASSES;
        }
        // Numbers between 0 and 1 that are none of these ends are as likely quantities that were scaled.
        return labels.whole() ? BITS : QUANTITIES;
    }

    /** A new activation function of the pair. */
    IActivation activation() {
        return activation.getActivationFunction();
    }

    /** A new loss of the pair, without weights. */
    ILossFunction loss() {
        return loss.getILossFunction();
    }

    /** For people. */
    @Override
    public String toString() {
        return title;
    }
}
