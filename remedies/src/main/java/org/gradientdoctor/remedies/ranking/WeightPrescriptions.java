package org.gradientdoctor.remedies.ranking;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.UnitVariance;

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

    /**
     * Orthogonal weights at the critical gain, where the layers are matrices: the same size of the signal, with less
     * spread of what single directions get. Empty where the theory knows no critical gain of an activation.
     */
    Optional<Prescription> orthogonal(Collection<String> named) {
        Map<String, Initialization> schemes = new LinkedHashMap<>();
        for (String name : patient.namedLayers(named).keySet()) {
            OptionalDouble gain = patient.criticalGain(name);
            boolean matrices = Initialization.canBeOrthogonal(patient.draft().layer(name));
            if (gain.isPresent() && matrices) {
                schemes.put(name, Initialization.orthogonal(gain.getAsDouble()));
            }
        }
        return schemes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new ReinitializeWeights(schemes, patient.seed())),
                        "Orthogonal weights of " + schemes.size()
                                + " layers at the critical gain of their activation keep every direction of the signal,"
                                + " not only its size on average."));
    }

    /** Weights scaled by what they give of a batch; empty where no layer can be. */
    Optional<Prescription> unitVariance() {
        List<String> layers = patient.wholeNetwork().keySet().stream()
                .filter(name -> UnitVariance.canScale(patient.draft().layer(name)))
                .toList();
        return layers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new UnitVariance(layers, patient.seed())),
                        "Weights of " + layers.size() + " layers scaled until each gives a deviation of 1 of a batch of"
                                + " the data fit the data whatever the activations are."));
    }
}
