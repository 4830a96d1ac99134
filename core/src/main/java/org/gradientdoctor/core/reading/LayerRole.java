package org.gradientdoctor.core.reading;

/** What a layer is for, as far as diagnosis treats layers differently. New roles may be added. */
public enum LayerRole {
    /** A linear map with an activation function: dense, convolutional, embedding. */
    HIDDEN,
    /** A layer that is applied once per time step with weights of its own. */
    RECURRENT,
    /** Batch or layer normalization as a layer of its own. */
    NORMALIZATION,
    /** An activation function as a layer of its own. */
    ACTIVATION,
    /** A layer that computes a loss. */
    OUTPUT,
    /** Pooling, dropout, padding, reshaping, vertices: nothing of its own to train. */
    PASSIVE
}
