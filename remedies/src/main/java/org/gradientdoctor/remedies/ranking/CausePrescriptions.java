package org.gradientdoctor.remedies.ranking;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.nd4j.linalg.activations.Activation;

/** What answers which cause best; what else does stands in {@link CauseAnswers}. */
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
            case RECURRENCE_LENGTH -> new RecurrencePrescriptions(patient).best();
            case LEARNING_RATE_TOO_LOW -> rate.raised().or(rate::raisedBlindly);
            case INPUT_SCALE -> data.scaledInputs();
            case LABEL_SCALE -> data.standardizedLabels();
            case OUTPUT_LOSS_MISMATCH -> data.fittingOutputs();
            case EXCESSIVE_CLIPPING ->
                clipping.atMeasuredNorms()
                        .map(wider -> new Prescription(
                                wider.steps(),
                                "Where the network is clipped now, this takes its place: " + wider.reason()));
            case FAULTY_DATA, CUSTOM -> Optional.empty();
        };
    }

    /**
     * What answers two causes in one pass: both answers, or the second alone where it does by itself what the first does.
     * Empty where that is no more than what answers one, or does not go together.
     */
    Optional<Prescription> best(Attribution one, Attribution other) {
        return best(one)
                .flatMap(first -> best(other)
                        .flatMap(second ->
                                first.with(second).or(() -> Optional.of(second).filter(both -> both.exceeds(first)))));
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
