package org.gradientdoctor.remedies.ranking;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.gradientdoctor.remedies.remedy.Initialization;
import org.gradientdoctor.remedies.remedy.ReinitializeWeights;
import org.gradientdoctor.remedies.remedy.UnitVariance;
import org.gradientdoctor.remedies.surgery.LayerDraft;

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
            LayerDraft layer = patient.draft().layer(name);
            if (Initialization.canBeOrthogonal(layer)) {
                // Over time the same weights act again and again: a gain of 1 keeps what they are given.
                boolean recurrent = layer.cores().get(0) instanceof BaseRecurrentLayer;
                if (gain.isPresent() || recurrent) {
                    schemes.put(name, Initialization.orthogonal(recurrent ? 1 : gain.getAsDouble()));
                }
            }
        }
        return schemes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new ReinitializeWeights(schemes, patient.seed())),
                        "Orthogonal weights of " + schemes.size()
                                + " layers at the critical gain of their activation (1 in recurrent layers) keep every"
                                + " direction of the signal, not only its size on average."));
    }

    /** Normal weights at the critical scale of each layer's activation, which convolutions can have, too. */
    Optional<Prescription> critical(Collection<String> named) {
        Map<String, Initialization> schemes = new LinkedHashMap<>();
        for (String name : patient.namedLayers(named).keySet()) {
            patient.criticalGain(name).ifPresent(gain -> schemes.put(name, Initialization.critical(gain)));
        }
        return schemes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new ReinitializeWeights(schemes, patient.seed())),
                        "Weights of " + schemes.size() + " layers at the scale at which theory has the signal neither"
                                + " fade nor grow."));
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
