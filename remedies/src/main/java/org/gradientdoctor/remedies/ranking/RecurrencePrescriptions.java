package org.gradientdoctor.remedies.ranking;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.remedy.GateRecurrence;
import org.gradientdoctor.remedies.surgery.LayerDraft;

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
        return gates().or(this::bounded);
    }

    /** LSTMs in place of plain recurrent layers; empty where there are none of these. */
    Optional<Prescription> gates() {
        List<String> plain = patient.draft().layers().stream()
                .filter(layer -> !layer.isFrozen() && GateRecurrence.canGate(layer))
                .map(LayerDraft::name)
                .toList();
        return plain.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new GateRecurrence(plain, patient.seed())),
                        "In " + plain.size()
                                + (plain.size() == 1 ? " plain recurrent layer" : " plain recurrent layers")
                                + " the error goes back through weights and slopes once a step; the cell of an LSTM with"
                                + " forget gates of bias 1 hands on 73 % of it a step, whatever the weights."));
    }

    private Optional<Prescription> bounded() {
        return patient.shows(Symptom.EXPLODING_GRADIENT)
                ? new ClippingPrescriptions(patient).atMeasuredNorms()
                : Optional.empty();
    }
}
