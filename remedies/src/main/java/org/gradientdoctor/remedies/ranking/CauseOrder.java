package org.gradientdoctor.remedies.ranking;

import java.util.Comparator;
import java.util.List;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;

/**
 * The order in which causes are treated: by their share, to the percent. Where shares tie, by the order of relevance of
 * what answers them: ReLU-like activation, batch normalization, learning rate, architecture, initialization, clipping.
 */
final class CauseOrder {
    /** A cause with a smaller share is not worth a treatment of its own, unless it is the first or outlasts others'. */
    private static final double WORTH_TREATING = .1;

    private CauseOrder() {}

    static List<Attribution> of(List<Attribution> causes) {
        List<Attribution> ordered = causes.stream()
                .sorted(Comparator.comparingLong((Attribution cause) -> -percent(cause))
                        .thenComparingInt(cause -> relevance(cause.cause())))
                .toList();
        return ordered.stream()
                .filter(cause -> cause.share() >= WORTH_TREATING
                        || outlastsTreatment(cause.cause())
                        || cause.equals(ordered.get(0)))
                .toList();
    }

    /**
     * Whether it stays so whatever else is mended: data and network that do not fit each other, and a penalty that pulls
     * new weights down as it has pulled the old ones.
     */
    static boolean outlastsTreatment(Cause cause) {
        return switch (cause) {
            case INPUT_SCALE, LABEL_SCALE, OUTPUT_LOSS_MISMATCH, EXCESSIVE_REGULARIZATION -> true;
            default -> false;
        };
    }

    static long percent(Attribution cause) {
        return Math.round(100 * cause.share());
    }

    private static int relevance(Cause cause) {
        return switch (cause) {
            case SATURATING_ACTIVATION, INACTIVE_RELU -> 1;
            case LEARNING_RATE_TOO_HIGH, LEARNING_RATE_TOO_LOW -> 3;
            case EXCESSIVE_DEPTH -> 4;
            case WEIGHT_SCALE_TOO_SMALL, WEIGHT_SCALE_TOO_LARGE, SYMMETRIC_WEIGHTS -> 5;
            case RECURRENCE_LENGTH -> 6;
            case INPUT_SCALE,
                    LABEL_SCALE,
                    OUTPUT_LOSS_MISMATCH,
                    EXCESSIVE_REGULARIZATION,
                    EXCESSIVE_CLIPPING,
                    FAULTY_DATA,
                    CUSTOM -> 7;
        };
    }
}
