package org.gradientdoctor.core.trace;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something that a guard did to a running training.
 *
 * @param iteration Deeplearning4j's number of the iteration it was done at
 * @param kind what was done
 * @param reason why
 * @param loss the loss of that iteration's batch; NaN or infinite where it was
 * @param gradientNorm L2 norm of its gradient per example before anything was done to it
 * @param limit what was exceeded: the largest loss or gradient norm that would have been let pass; NaN where the reason
 *     has no number
 * @param backTo the iteration after which the state was taken that the network was put back to; {@link #NOWHERE} where it
 *     was not
 * @param rateFactor learning rates over those the user has set, a ratio, after the intervention
 */
public record Intervention(
        long iteration,
        Kind kind,
        Reason reason,
        double loss,
        double gradientNorm,
        double limit,
        long backTo,
        double rateFactor)
        implements Serializable {

    /** Where nothing was put back. */
    public static final long NOWHERE = -2;

    /** Iteration of a state from before the first step. */
    public static final long START = -1;

    /** What was done. More may come. */
    public enum Kind {
        /** One step was not taken: parameters and updater state stayed as they were. */
        SKIPPED_STEP,
        /** The gradient was scaled down before the updater saw it. */
        CLIPPED_GRADIENT,
        /** Parameters and updater state were put back to a snapshot. */
        ROLLED_BACK,
        /** All learning rates were lowered. */
        LOWERED_RATE,
        /** All learning rates were raised, at most to what the user has set. */
        RAISED_RATE,
        /** A loss that stayed high with healthy parameters was taken for the new usual one: the data have changed. */
        ACCEPTED_LEVEL,
        /** Training was ended by an exception. */
        STOPPED;

        /** For people: {@code skipped step}. */
        public String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Why it was done. More may come. */
    public enum Reason {
        /** Loss, gradient or update were NaN or infinite. */
        NON_FINITE,
        /** The loss of one batch was far above all before. */
        LOSS_JUMP,
        /** The loss stayed high, or rose above where it began. */
        DIVERGING_LOSS,
        /** The norm of the gradient was far above all before. */
        EXPLODING_GRADIENT,
        /** Troubles came one after the other. */
        REPEATED,
        /** Nothing had happened for long. */
        QUIET;

        /** For people: {@code loss jump}. */
        public String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** The same under another number. */
    Intervention at(long other) {
        long shift = other - iteration;
        return new Intervention(
                other, kind, reason, loss, gradientNorm, limit, backTo < 0 ? backTo : backTo + shift, rateFactor);
    }

    /** How often each kind was done, for people: {@code skipped step 2 ×, rolled back 1 ×}; empty where nothing was. */
    public static String tally(List<Intervention> interventions) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        interventions.forEach(each -> counts.merge(each.kind(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().title() + " " + entry.getValue() + " ×")
                .collect(Collectors.joining(", "));
    }
}
