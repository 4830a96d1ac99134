package org.gradientdoctor.listeners.capture;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What all taps of one backward pass share.
 *
 * @param fault the first exception that recording ran into; empty while there is none
 * @param over set when the pass that was to be read is over, though no callback has come to say so
 * @param meter counts the time recording takes, which falls between callbacks
 */
record TapSession(AtomicReference<@Nullable Throwable> fault, AtomicBoolean over, CostMeter meter) {
    TapSession(CostMeter meter) {
        this(new AtomicReference<>(), new AtomicBoolean(), meter);
    }

    /** From now on all taps of this pass only delegate. */
    void end() {
        over.set(true);
    }
}
