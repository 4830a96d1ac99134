package org.gradientdoctor.samples.peers;

/** What peers' alarms are about. */
public enum AlarmKind {
    /** Gradients are too small, in the first layers or in one. */
    VANISHING,
    /** Gradients or the loss are too large. */
    EXPLODING,
    /** A value is not finite, or a tensor's mean is exactly 0 where the tool counts that as a numerical error. */
    NUMERICAL,
    /** Units are silent. */
    DEAD,
    /** Units are pinned to the ends of their activation function. */
    SATURATED,
    /** The accuracy goes up and down. */
    OSCILLATING,
    /** Loss or accuracy hardly improves. */
    SLOW,
    /** Updates are too large for the weights. */
    UPDATE_TOO_LARGE,
    /** Updates are too small for the weights. */
    UPDATE_TOO_SMALL,
    /** A tensor stays as it is. */
    UNCHANGED,
    /** Activations are too small or too large. */
    ACTIVATION_SCALE,
    /** Weights were drawn badly. */
    INITIALIZATION
}
