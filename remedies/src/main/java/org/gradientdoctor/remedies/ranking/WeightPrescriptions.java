package org.gradientdoctor.remedies.ranking;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;

/** Prescribes new weights. */
final class WeightPrescriptions {
    private final Patient patient;

    WeightPrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** New weights for these layers, for all where most or none are named; empty where no layer can be drawn. */
    Optional<Prescription> drawnAnew(Collection<String> named) {
        Map<String, Initialization> schemes = patient.namedLayers(named);
        if (schemes.isEmpty()) {
            return Optional.empty();
        }
        String rules = schemes.values().stream()
                .map(Initialization::toString)
                .distinct()
                .collect(Collectors.joining(", "));
        return Optional.of(new Prescription(
                List.of(new ReinitializeWeights(schemes, patient.seed())),
                "Weights of " + schemes.size() + " layers drawn anew with the variance that fits their activation ("
                        + rules + ") keep the size of the signal."));
    }
}
