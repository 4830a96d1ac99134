package org.gradientdoctor.remedies.ranking;

import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Symptom;

/**
 * Prescribes for signals that are lost, or grow, over too many time steps. What heals that (gated cells in place of plain
 * recurrent ones, shorter truncated back-propagation) goes in front of what only bounds its consequences.
 */
final class RecurrencePrescriptions {
    private final Patient patient;

    RecurrencePrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** The best of them; empty where there is none. */
    Optional<Prescription> best() {
        return patient.shows(Symptom.EXPLODING_GRADIENT)
                ? new ClippingPrescriptions(patient).atMeasuredNorms()
                : Optional.empty();
    }
}
