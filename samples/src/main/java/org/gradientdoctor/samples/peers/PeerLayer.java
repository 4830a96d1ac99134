package org.gradientdoctor.samples.peers;

/**
 * A layer as peers know it.
 *
 * @param name as Deeplearning4j names it; an unnamed layer by its index
 * @param function its activation function
 */
public record PeerLayer(String name, Function function) {

    /** Activation functions that peers tell apart. */
    public enum Function {
        RELU,
        SIGMOID,
        TANH,
        /** Another one, or a recurrent layer whose output is not simply a function's value. */
        OTHER,
        /** None, or the identity. */
        NONE;

        /** Whether peers look for saturation here. */
        boolean saturates() {
            return this == SIGMOID || this == TANH;
        }
    }
}
