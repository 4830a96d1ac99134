package org.gradientdoctor.samples.peers;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * Outputs of a saturating function at which its pre-activation reaches a peer's bound. Peers look at pre-activations;
 * the outputs tell the same, as the functions are strictly increasing. In single precision a tanh is 1 from 9.01 on, so
 * that there elements between 9.01 and 9.4999 count as beyond.
 *
 * @param low at or below is beyond
 * @param high at or above is beyond
 */
record ActivationBounds(double low, double high) {
    /** No element is beyond. */
    private static final ActivationBounds NONE =
            new ActivationBounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final double FIVE = 5;
    private static final double TANH = 9.4999;
    private static final double SIGMOID_LOW = -23;
    private static final double SIGMOID_HIGH = 16.99999;

    /** Pre-activations of ±5. */
    static ActivationBounds five(PeerLayer.Function function, DataType type) {
        return of(function, -FIVE, FIVE, -FIVE, FIVE, type);
    }

    /** Pre-activations at which the gradient has fallen to 1e-7, as SageMaker Debugger has them. */
    static ActivationBounds flat(PeerLayer.Function function, DataType type) {
        return of(function, -TANH, TANH, SIGMOID_LOW, SIGMOID_HIGH, type);
    }

    private static ActivationBounds of(
            PeerLayer.Function function,
            double tanhLow,
            double tanhHigh,
            double sigmoidLow,
            double sigmoidHigh,
            DataType type) {
        return switch (function) {
            case TANH -> new ActivationBounds(rounded(Math.tanh(tanhLow), type), rounded(Math.tanh(tanhHigh), type));
            case SIGMOID ->
                new ActivationBounds(rounded(sigmoid(sigmoidLow), type), rounded(sigmoid(sigmoidHigh), type));
            default -> NONE;
        };
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** As the network's own outputs are rounded. */
    private static double rounded(double output, DataType type) {
        return type == DataType.DOUBLE ? output : (float) output;
    }

    boolean isBeyond(double output) {
        return output <= low || output >= high;
    }
}
