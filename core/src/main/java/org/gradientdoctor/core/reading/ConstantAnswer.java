package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * The best loss of a model that ignores its input: what label frequencies (cross-entropy), the label mean (squared
 * error) or the label median (absolute error) give. A network that is no better has learned nothing from its input.
 *
 * @param loss per example, in Deeplearning4j's own normalization, without regularization; NaN where no closed form is
 *     known for this loss or no labels were seen
 * @param examples how many labelled examples (for sequences: time steps) it rests on
 */
public record ConstantAnswer(double loss, long examples) implements Serializable {
    private static final ConstantAnswer UNKNOWN = new ConstantAnswer(Double.NaN, 0);

    /** No labels seen, or a loss without a closed form. */
    public static ConstantAnswer unknown() {
        return UNKNOWN;
    }

    public boolean isKnown() {
        return !Double.isNaN(loss);
    }
}
