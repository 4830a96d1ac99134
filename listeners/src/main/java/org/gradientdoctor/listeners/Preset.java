package org.gradientdoctor.listeners;

/** How much a {@link GradientHealthListener} measures. */
public enum Preset {
    /**
     * Vital signs only, at every iteration: L2 norm of each layer's raw gradient, score, loss without regularization,
     * learning rate in force, whether all is finite, what clipping does, cosine between successive updates (on a sample),
     * and the labels of small batches for the constant answer. No full reading, except once at the first non-finite
     * value. Most symptoms need full readings and are then not evaluated.
     */
    ECONOMY,
    /**
     * The vital signs at every iteration; full readings at the iterations 0, 1, 2, 4, 8 and so on, and further ones
     * whenever all watching together stays within 1 % of the training time. A full reading has for each layer weights,
     * biases, their gradients and updates, activations as a whole and by unit, and the error signal with
     * pre-activations and slopes; and input, labels and predictions by column. The default.
     */
    STANDARD,
    /** The vital signs and a full reading at every iteration, whatever it costs. */
    THOROUGH
}
