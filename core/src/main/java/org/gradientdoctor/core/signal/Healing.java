package org.gradientdoctor.core.signal;

import java.util.EnumSet;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;

/** One factor that may be healed in the recursion of the error signal, and the cause it stands for. */
enum Healing {
    LARGE_WEIGHTS(Cause.WEIGHT_SCALE_TOO_LARGE),
    SMALL_WEIGHTS(Cause.WEIGHT_SCALE_TOO_SMALL),
    INPUT(Cause.INPUT_SCALE),
    /** Biases so large that they alone saturate their units. */
    BIASES(Cause.WEIGHT_SCALE_TOO_LARGE),
    INACTIVE_UNITS(Cause.INACTIVE_RELU),
    ACTIVATION(Cause.SATURATING_ACTIVATION),
    DEPTH(Cause.EXCESSIVE_DEPTH);

    /** What presses slopes flat from outside. */
    static final Set<Healing> SCALES = EnumSet.of(LARGE_WEIGHTS, INPUT, BIASES);

    private final Cause cause;

    Healing(Cause cause) {
        this.cause = cause;
    }

    Cause cause() {
        return cause;
    }

    /**
     * What is healed before it. An activation that large weights, inputs or biases press flat is not to blame for that:
     * another one is asked for only after the scales are right. And half as many layers lose half as much whatever the
     * cause: depth is to blame for what is left.
     */
    Set<Healing> after() {
        return switch (this) {
            case ACTIVATION -> SCALES;
            case DEPTH -> EnumSet.complementOf(EnumSet.of(DEPTH));
            default -> Set.of();
        };
    }
}
