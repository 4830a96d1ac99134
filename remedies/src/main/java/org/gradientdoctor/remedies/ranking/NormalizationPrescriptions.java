package org.gradientdoctor.remedies.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gradientdoctor.remedies.Remedy;
import org.gradientdoctor.remedies.remedy.BatchStatistics;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Position;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Start;
import org.gradientdoctor.remedies.remedy.LayerNormalization;
import org.gradientdoctor.remedies.surgery.LayerDraft;

/** Prescribes normalization. */
final class NormalizationPrescriptions {
    private final Patient patient;

    NormalizationPrescriptions(Patient patient) {
        this.patient = patient;
    }

    /** Batch normalization of all hidden layers; empty where none can have it or batches are known to be small. */
    Optional<Prescription> byBatch(Start start) {
        if (patient.batchSize() < BatchStatistics.LEAST_EXAMPLES) {
            return Optional.empty();
        }
        List<String> before = names(
                layer -> InsertBatchNormalization.canNormalize(patient.draft(), layer, Position.BEFORE_ACTIVATION));
        List<String> behind = names(layer -> !before.contains(layer.name())
                && InsertBatchNormalization.canNormalize(patient.draft(), layer, Position.AFTER_ACTIVATION));
        List<Remedy> steps = new ArrayList<>();
        if (!before.isEmpty()) {
            steps.add(new InsertBatchNormalization(before, Position.BEFORE_ACTIVATION, start));
        }
        if (!behind.isEmpty()) {
            steps.add(new InsertBatchNormalization(behind, Position.AFTER_ACTIVATION, start));
        }
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        steps,
                        "Batch normalization divides what each unit of " + (before.size() + behind.size())
                                + " layers gives by its deviation over the batch, so that neither flat slopes nor a wrong"
                                + " scale of weights add up with depth; it costs time, 3.7 times as long per iteration in"
                                + " ten sigmoid layers of 16 units."
                                + (start == Start.FROM_DATA
                                        ? " Begun from the batch's statistics, the network answers as before at first."
                                        : "")));
    }

    /** Layer normalization of all dense layers that can have it. */
    Optional<Prescription> byLayer() {
        List<String> layers = names(layer -> LayerNormalization.canNormalize(patient.draft(), layer));
        return layers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prescription(
                        List.of(new LayerNormalization(layers)),
                        "Layer normalization divides the linear part of " + layers.size()
                                + " layers by its deviation over the units, example by example, so that a wrong scale of"
                                + " weights does not add up with depth, whatever the size of a batch."));
    }

    private List<String> names(Predicate<LayerDraft> can) {
        return patient.draft().layers().stream()
                .filter(layer -> !layer.isFrozen() && can.test(layer))
                .map(LayerDraft::name)
                .toList();
    }
}
