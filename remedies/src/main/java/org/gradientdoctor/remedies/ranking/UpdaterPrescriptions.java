package org.gradientdoctor.remedies.ranking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.ChangeUpdater;
import org.gradientdoctor.remedies.remedy.Figure;
import org.gradientdoctor.remedies.remedy.LayerRate;
import org.gradientdoctor.remedies.remedy.UpdaterKind;
import org.gradientdoctor.remedies.surgery.LayerDraft;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/** Prescribes other updaters. */
final class UpdaterPrescriptions {
    private static final double LARGEST_RATE = 1e-2;
    /** The usual rate of Adam (Kingma &amp; Ba 2015). */
    private static final double USUAL_RATE = 1e-3;

    private final Patient patient;

    UpdaterPrescriptions(Patient patient) {
        this.patient = patient;
    }

    /**
     * Adam, whose steps do not grow with the gradient, at a rate that fits the weights, or the usual one where no reading
     * tells how large they are; empty where all layers have it.
     */
    Optional<Prescription> adam() {
        List<LayerDraft> layers = changeable();
        boolean already = layers.stream()
                .flatMap(LayerDraft::updaters)
                .allMatch(updater ->
                        UpdaterKind.of(updater).filter(UpdaterKind.ADAM::equals).isPresent());
        if (layers.isEmpty() || already) {
            return Optional.empty();
        }
        double size = WeightSizes.median(patient.trace());
        boolean read = size > 0;
        double rate = read ? RoundedRate.atMost(Math.min(LARGEST_RATE, RateTarget.HEALTHY_RATIO * size)) : USUAL_RATE;
        Map<String, LayerRate> rates = new LinkedHashMap<>();
        layers.forEach(layer -> rates.put(layer.name(), LayerRate.of(rate)));
        return Optional.of(new Prescription(
                List.of(ChangeUpdater.to(
                        UpdaterKind.ADAM, rates, patient.draft().dataType())),
                "Adam divides each gradient by its own size, so that a step is about as long as the rate in every layer,"
                        + " however long gradients are; "
                        + (read
                                ? Figure.of(rate) + " is " + Figure.of(rate / size) + " of the weights' median size of "
                                        + Figure.of(size) + "."
                                : "no reading tells how large weights are, so its usual rate of " + Figure.of(rate)
                                        + " is tried.")));
    }

    /** The same kind of updater with an ε that half precision can hold; empty where none is needed. */
    Optional<Prescription> safeInHalf() {
        if (patient.draft().dataType() != DataType.FLOAT16) {
            return Optional.empty();
        }
        Map<UpdaterKind, Map<String, LayerRate>> rates = new LinkedHashMap<>();
        for (LayerDraft layer : changeable()) {
            Optional<IUpdater> bad =
                    layer.updaters().filter(UpdaterKind::dividesByZeroInHalf).findFirst();
            bad.ifPresent(updater -> rates.computeIfAbsent(
                            UpdaterKind.of(updater).orElse(UpdaterKind.ADAM), kind -> new LinkedHashMap<>())
                    .put(layer.name(), LayerRate.current(patient.draft(), layer)));
        }
        return rates.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        rates.entrySet().stream()
                                .<Remedy>map(kind -> ChangeUpdater.to(kind.getKey(), kind.getValue(), DataType.FLOAT16))
                                .toList(),
                        "In half precision the updater's ε is 0, and so are the squares of gradients below 2e-4, so that"
                                + " it divides by 0; an ε of 0.001 does not."));
    }

    private List<LayerDraft> changeable() {
        return patient.draft().layers().stream()
                .filter(layer -> !layer.isFrozen() && ChangeUpdater.canChange(layer))
                .toList();
    }
}
