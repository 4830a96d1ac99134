package org.gradientdoctor.remedies.ranking;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;

/**
 * What to try for a network that is sick of no known cause: what answers its symptoms in general, in the order of
 * relevance: ReLU-like activation, learning rate, initialization, clipping.
 */
final class GeneralPrescriptions {
    private final Patient patient;

    GeneralPrescriptions(Patient patient) {
        this.patient = patient;
    }

    List<Prescription> inOrder() {
        ActivationPrescriptions activation = new ActivationPrescriptions(patient);
        List<Prescription> found = new ArrayList<>();
        if (patient.isPoisoned()) {
            new UpdaterPrescriptions(patient).safeInHalf().ifPresent(found::add);
        }
        if (showsAny(
                Symptom.VANISHING_GRADIENT,
                Symptom.SATURATED_ACTIVATION,
                Symptom.COLLAPSED_SIGNAL,
                Symptom.STALLED_LOSS)) {
            activation.insteadOfSaturating(List.of(), Activation.RELU).ifPresent(found::add);
        }
        if (patient.shows(Symptom.DEAD_UNITS)) {
            activation.insteadOfInactive(List.of(), Activation.LEAKYRELU).ifPresent(found::add);
        }
        boolean unsteady = showsAny(
                Symptom.UPDATE_TOO_LARGE,
                Symptom.DIVERGING_LOSS,
                Symptom.OSCILLATING_LOSS,
                Symptom.EXPLODING_GRADIENT,
                Symptom.NON_FINITE_VALUE);
        if (unsteady) {
            new RatePrescriptions(patient).measured().ifPresent(found::add);
        }
        if (showsAny(
                Symptom.POOR_INITIALIZATION,
                Symptom.VANISHING_GRADIENT,
                Symptom.EXPLODING_GRADIENT,
                Symptom.COLLAPSED_SIGNAL,
                Symptom.NON_FINITE_VALUE)) {
            new WeightPrescriptions(patient).drawnAnew(List.of()).ifPresent(found::add);
        }
        if (unsteady) {
            new ClippingPrescriptions(patient).atMeasuredNorms().ifPresent(found::add);
        }
        return found;
    }

    private boolean showsAny(Symptom... symptoms) {
        return List.of(symptoms).stream().anyMatch(patient::shows);
    }
}
