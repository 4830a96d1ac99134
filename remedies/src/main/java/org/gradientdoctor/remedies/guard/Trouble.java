package org.gradientdoctor.remedies.guard;

import org.gradientdoctor.core.trace.Intervention.Reason;

/**
 * What is wrong with a step before it is taken.
 *
 * @param reason what it is
 * @param limit what was exceeded; NaN where there is no number
 */
record Trouble(Reason reason, double limit) {
    static final Trouble NON_FINITE = new Trouble(Reason.NON_FINITE, Double.NaN);
}
