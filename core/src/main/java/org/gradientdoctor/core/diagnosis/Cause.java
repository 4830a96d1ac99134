package org.gradientdoctor.core.diagnosis;

import java.util.Locale;

/** Why a network is sick. Causes may be added. */
public enum Cause {
    SATURATING_ACTIVATION,
    INACTIVE_RELU,
    WEIGHT_SCALE_TOO_SMALL,
    WEIGHT_SCALE_TOO_LARGE,
    SYMMETRIC_WEIGHTS,
    EXCESSIVE_DEPTH,
    RECURRENCE_LENGTH,
    LEARNING_RATE_TOO_HIGH,
    LEARNING_RATE_TOO_LOW,
    INPUT_SCALE,
    LABEL_SCALE,
    OUTPUT_LOSS_MISMATCH,
    EXCESSIVE_REGULARIZATION,
    EXCESSIVE_CLIPPING,
    FAULTY_DATA,
    /** A cause of the user's own. */
    CUSTOM;

    /** For people: {@code saturating activation}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("relu", "ReLU");
    }
}
