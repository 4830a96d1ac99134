package org.gradientdoctor.remedies.ranking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.ReduceLearningRate;

/** Prescribes smaller learning rates; the ratios between layers stay. */
final class RatePrescriptions {
    private static final double CAUTIOUS = .2;

    private final Patient patient;

    RatePrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** The rate that the first readings ask for; empty where no layer has one. */
    Optional<Prescription> measured() {
        return scaled(RateTarget.of(patient.trace().full()));
    }

    /** A fifth, for weights that are drawn anew: how far a step moved the old ones says nothing about them. */
    Optional<Prescription> cautious() {
        return scaled(new RateTarget(CAUTIOUS, "no reading exists of the new weights, so a fifth is tried"));
    }

    private Optional<Prescription> scaled(RateTarget target) {
        Map<String, LayerRate> present = patient.rates();
        double largest =
                present.values().stream().mapToDouble(LayerRate::larger).max().orElse(0);
        if (!(largest > 0)) {
            return Optional.empty();
        }
        double rate = RoundedRate.atMost(largest * target.factor());
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        present.forEach((layer, rateOfLayer) -> rates.put(layer, rateOfLayer.scaled(rate, largest)));
        return Optional.of(new Prescription(
                List.of(new ReduceLearningRate(rates)),
                "The learning rate goes from " + Figure.of(largest) + " to " + Figure.of(rate) + ": "
                        + target.evidence() + "."));
    }
}
