package org.gradientdoctor.core.reading;

/** What the slope of an activation function does far from zero. */
public enum ActivationShape {
    /** Constant slope: identity. */
    LINEAR,
    /** Slope stays near its largest on one side: RELU and its kin, ELU, SELU, GELU, SWISH, SOFTPLUS. */
    RECTIFIER,
    /** Slope goes to zero on both sides: SIGMOID, TANH, SOFTSIGN and their hard forms. */
    SATURATING,
    /** Not an element-wise function, or none of these: SOFTMAX, CUBE, custom ones. */
    OTHER
}
