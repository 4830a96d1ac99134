package org.gradientdoctor.remedies.ranking;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.jspecify.annotations.Nullable;

/**
 * What an answer is asked for.
 *
 * @param cause the cause to be answered; null where only symptoms are known
 * @param inactive whether units that pass nothing back are meant
 * @param layers where the cause acts; empty for the whole network
 */
record Need(@Nullable Cause cause, boolean inactive, List<String> layers) {
    static Need of(Attribution cause) {
        return new Need(cause.cause(), cause.cause() == Cause.INACTIVE_RELU, cause.layers());
    }

    static Need ofSymptoms(boolean deadUnits) {
        return new Need(null, deadUnits, List.of());
    }

    /** Layers whose activation is to blame. */
    List<String> activations() {
        return cause == Cause.SATURATING_ACTIVATION || cause == Cause.INACTIVE_RELU ? layers : List.of();
    }

    /** Layers whose weights are to blame. */
    List<String> weights() {
        return cause == Cause.WEIGHT_SCALE_TOO_LARGE
                        || cause == Cause.WEIGHT_SCALE_TOO_SMALL
                        || cause == Cause.SYMMETRIC_WEIGHTS
                        || cause == Cause.INACTIVE_RELU
                ? layers
                : List.of();
    }
}
