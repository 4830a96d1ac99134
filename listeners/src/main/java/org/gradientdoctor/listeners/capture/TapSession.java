package org.gradientdoctor.listeners.capture;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What all taps of one backward pass share.
 *
 * @param fault the first exception that recording ran into; empty while there is none
 * @param meter counts the time recording takes, which falls between callbacks
 */
record TapSession(AtomicReference<@Nullable RuntimeException> fault, CostMeter meter) {
    TapSession(CostMeter meter) {
        this(new AtomicReference<>(), meter);
    }
}
