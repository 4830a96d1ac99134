package org.gradientdoctor.remedies.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;

/** Which remedies answer which cause. A cause that none of them answers gets none. */
final class CausePrescriptions {
    private final Patient patient;
    private final ActivationPrescriptions activation;
    private final WeightPrescriptions weights;
    private final RatePrescriptions rate;
    private final ClippingPrescriptions clipping;
    private final UpdaterPrescriptions updater;
    private final RegularizationPrescriptions regularization;
    private final DataPrescriptions data;

    CausePrescriptions(Patient patient) {
        this.patient = patient;
        this.activation = new ActivationPrescriptions(patient);
        this.weights = new WeightPrescriptions(patient);
        this.rate = new RatePrescriptions(patient);
        this.clipping = new ClippingPrescriptions(patient);
        this.updater = new UpdaterPrescriptions(patient);
        this.regularization = new RegularizationPrescriptions(patient);
        this.data = new DataPrescriptions(patient);
    }

    /** What answers the cause best. */
    Optional<Prescription> best(Attribution cause) {
        return switch (cause.cause()) {
            case SATURATING_ACTIVATION -> activation.insteadOfSaturating(cause.layers(), Activation.RELU);
            case INACTIVE_RELU ->
                activation
                        .insteadOfInactive(cause.layers(), Activation.LEAKYRELU)
                        .map(swap -> stepsAreTooLong()
                                ? rate.measured()
                                        .map(slower -> slower.after(swap))
                                        .orElse(swap)
                                : swap);
            case WEIGHT_SCALE_TOO_SMALL, WEIGHT_SCALE_TOO_LARGE, SYMMETRIC_WEIGHTS -> weights.drawnAnew(cause.layers());
            case EXCESSIVE_DEPTH -> forDepth();
            case LEARNING_RATE_TOO_HIGH ->
                updater.safeInHalf()
                        .filter(safe -> patient.isPoisoned())
                        .or(rate::measured)
                        .map(slower -> areUnitsDead() || patient.isPoisoned() ? onNewWeights(slower) : slower);
            case EXCESSIVE_REGULARIZATION ->
                regularization
                        .lighter()
                        .map(lighter -> regularization.hasShrunkWeights() ? onNewWeights(lighter) : lighter);
            case RECURRENCE_LENGTH ->
                patient.shows(Symptom.EXPLODING_GRADIENT) ? clipping.atMeasuredNorms() : Optional.empty();
            case LEARNING_RATE_TOO_LOW -> rate.raised();
            case INPUT_SCALE -> data.standardizedInputs();
            case LABEL_SCALE -> data.standardizedLabels();
            case OUTPUT_LOSS_MISMATCH -> data.fittingOutputs();
            case EXCESSIVE_CLIPPING, FAULTY_DATA, CUSTOM -> Optional.empty();
        };
    }

    /** What may be tried where the best does not help. */
    List<Prescription> alternatives(Attribution cause) {
        List<Optional<Prescription>> others = switch (cause.cause()) {
            case SATURATING_ACTIVATION ->
                List.of(
                        activation.insteadOfSaturating(cause.layers(), Activation.LEAKYRELU),
                        activation.insteadOfSaturating(cause.layers(), Activation.ELU),
                        activation.insteadOfSaturating(cause.layers(), Activation.SELU));
            case INACTIVE_RELU ->
                List.of(activation.insteadOfInactive(cause.layers(), Activation.ELU), drawnAnewAndSlower(cause));
            case WEIGHT_SCALE_TOO_LARGE ->
                List.of(
                        drawnAnewAndSlower(cause),
                        drawnAnewAndClipped(cause),
                        weights.orthogonal(cause.layers()),
                        regularization.againstGrowth());
            case WEIGHT_SCALE_TOO_SMALL, SYMMETRIC_WEIGHTS ->
                List.of(drawnAnewAndSlower(cause), weights.orthogonal(cause.layers()));
            case EXCESSIVE_DEPTH -> List.of(activation.tailored(), weights.orthogonal(List.of()));
            case LEARNING_RATE_TOO_HIGH ->
                List.of(rate.warmedUp(), clipping.atMeasuredNorms(), updater.adam(), regularization.againstGrowth());
            case RECURRENCE_LENGTH -> List.of(clipping.atMeasuredNorms(), clipping.ofTheWhole());
            case LEARNING_RATE_TOO_LOW,
                    INPUT_SCALE,
                    LABEL_SCALE,
                    OUTPUT_LOSS_MISMATCH,
                    EXCESSIVE_REGULARIZATION,
                    EXCESSIVE_CLIPPING,
                    FAULTY_DATA,
                    CUSTOM -> List.of();
        };
        List<Prescription> found = new ArrayList<>();
        others.forEach(other -> other.ifPresent(found::add));
        return found;
    }

    /** What may be tried with a batch of data at hand. */
    Optional<Prescription> byData(Attribution cause) {
        return switch (cause.cause()) {
            case WEIGHT_SCALE_TOO_SMALL, WEIGHT_SCALE_TOO_LARGE, SYMMETRIC_WEIGHTS, EXCESSIVE_DEPTH ->
                weights.unitVariance();
            default -> Optional.empty();
        };
    }

    private Optional<Prescription> forDepth() {
        Optional<Prescription> swap = activation.hasSaturating()
                ? activation.insteadOfSaturating(List.of(), Activation.RELU)
                : weights.drawnAnew(List.of());
        return swap.map(prescription -> new Prescription(
                prescription.steps(),
                prescription.reason()
                        + " The depth itself stays: this makes each layer lose less, it does not make them fewer."));
    }

    private Prescription onNewWeights(Prescription prescription) {
        return weights.drawnAnew(List.of()).map(prescription::after).orElse(prescription);
    }

    private Optional<Prescription> drawnAnewAndSlower(Attribution cause) {
        return weights.drawnAnew(cause.layers())
                .flatMap(drawn -> rate.cautious().map(slower -> slower.after(drawn)));
    }

    private Optional<Prescription> drawnAnewAndClipped(Attribution cause) {
        return weights.drawnAnew(cause.layers())
                .flatMap(drawn -> clipping.atMeasuredNorms().map(clipped -> clipped.after(drawn)));
    }

    private boolean stepsAreTooLong() {
        return patient.shows(Symptom.UPDATE_TOO_LARGE);
    }

    private boolean areUnitsDead() {
        return patient.finding(Symptom.DEAD_UNITS)
                .map(Finding::outcome)
                .filter(outcome -> outcome == Outcome.FAILING)
                .isPresent();
    }
}
