package org.gradientdoctor.core.trace;

import java.io.Serializable;

/**
 * The first tensor in data-flow order that held a NaN or an infinity at the first iteration where one was seen.
 *
 * @param iteration that iteration
 * @param stage where in the flow of data
 * @param layer the layer's name; empty for input, label and loss
 * @param tensor what it is called there: {@code W}, {@code features}, …
 * @param count how many elements of it were not finite
 * @param example the first example of the minibatch that carries one, counted from 0; {@link #NO_EXAMPLE} where rows are no examples
 */
public record NonFiniteOrigin(long iteration, Stage stage, String layer, String tensor, long count, int example)
        implements Serializable {

    /** Where rows are no examples. */
    public static final int NO_EXAMPLE = -1;

    /** The same under another number. */
    NonFiniteOrigin at(long other) {
        return new NonFiniteOrigin(other, stage, layer, tensor, count, example);
    }

    /** The flow of data through one training step. */
    public enum Stage {
        INPUT,
        LABEL,
        PARAMETERS,
        ACTIVATIONS,
        LOSS,
        GRADIENT,
        UPDATE
    }
}
