package org.gradientdoctor.core.diagnosis;

import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * Looks for one symptom in a trace. Detectors hold no state: the same trace gives the same finding. One that lacks what
 * it needs answers {@link Outcome#NOT_EVALUATED} with the reason, never healthy.
 */
public interface Detector {
    /** The symptom it looks for; {@link Symptom#CUSTOM} for a detector of the user's own. */
    Symptom symptom();

    /** The code of its findings; one of the user's own returns its own. */
    default String code() {
        return symptom().code();
    }

    /** What it needs to have been read, for people: {@code the error signal of three layers or more}. */
    String needs();

    /** Its answer for this trace. Must not throw for any trace; if it does, the diagnosis says so and goes on. */
    Finding examine(TraceSnapshot trace);
}
