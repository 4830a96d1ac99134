package org.gradientdoctor.remedies.ranking;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.remedy.AddSkipConnections.Form;
import org.gradientdoctor.remedies.remedy.InsertBatchNormalization.Start;
import org.nd4j.linalg.activations.Activation;

/** Makes a prescription of an answer, with values for this network; empty where it does not apply to it. */
final class Dispensary {
    private final Patient patient;
    private final ActivationPrescriptions activation;
    private final NormalizationPrescriptions normalization;
    private final StructurePrescriptions structure;
    private final WeightPrescriptions weights;
    private final RecurrencePrescriptions recurrence;
    private final RatePrescriptions rate;
    private final ClippingPrescriptions clipping;
    private final UpdaterPrescriptions updater;
    private final RegularizationPrescriptions regularization;
    private final DropoutPrescriptions dropout;
    private final DataPrescriptions data;

    Dispensary(Patient patient) {
        this.patient = patient;
        this.activation = new ActivationPrescriptions(patient);
        this.normalization = new NormalizationPrescriptions(patient);
        this.structure = new StructurePrescriptions(patient);
        this.weights = new WeightPrescriptions(patient);
        this.recurrence = new RecurrencePrescriptions(patient);
        this.rate = new RatePrescriptions(patient);
        this.clipping = new ClippingPrescriptions(patient);
        this.updater = new UpdaterPrescriptions(patient);
        this.regularization = new RegularizationPrescriptions(patient);
        this.dropout = new DropoutPrescriptions(patient);
        this.data = new DataPrescriptions(patient);
    }

    Optional<Prescription> of(Answer answer, Need need) {
        return switch (answer) {
            case SAFE_IN_HALF -> patient.isPoisoned() ? updater.safeInHalf() : Optional.empty();
            case INPUTS -> areInputsToBlame(need) ? data.standardizedInputs() : Optional.empty();
            case INPUTS_NORMALIZED -> areInputsToBlame(need) ? data.scaledInputs() : Optional.empty();
            case LABELS -> data.standardizedLabels();
            case OUTPUTS -> data.fittingOutputs();
            case RELU -> activation.insteadOfSaturating(need.activations(), Activation.RELU);
            case RELU_NORMALIZED -> of(Answer.RELU, need).flatMap(this::normalized);
            case RELU_WITH_SKIPS -> of(Answer.RELU, need).flatMap(this::withSkips);
            case LEAKY_RELU -> swap(need, Activation.LEAKYRELU);
            case ELU -> swap(need, Activation.ELU);
            case SELU -> swap(need, Activation.SELU);
            case TAILORED -> activation.tailored();
            case LEARNED_SLOPE -> activation.learned();
            case BATCH_NORMALIZATION -> normalization.byBatch(Start.STANDARD);
            case BATCH_NORMALIZATION_FROM_DATA ->
                patient.hasData() && patient.draft().iterations() > 0
                        ? normalization.byBatch(Start.FROM_DATA)
                        : Optional.empty();
            case LAYER_NORMALIZATION -> normalization.byLayer();
            case DRAWN_AND_NORMALIZED -> weights.drawnAnew(need.weights()).flatMap(this::normalized);
            case LOWER_RATE -> rate.measured();
            case HIGHER_RATE -> rate.raised().or(() -> mayBeTooLow(need) ? rate.raisedBlindly() : Optional.empty());
            case WARM_UP -> rate.warmedUp();
            case DRAWN_AND_SLOWER -> drawnAndSlower(need);
            case GATES -> recurrence.gates();
            case GATES_AND_SLOWER ->
                recurrence.gates().flatMap(gates -> rate.cautious().flatMap(gates::with));
            case SKIPS -> structure.skips(Form.SCALED);
            case GATED_SKIPS -> structure.skips(Form.GATED_BRANCH);
            case DRAWN_WITH_SKIPS -> weights.drawnAnew(need.weights()).flatMap(this::withSkips);
            case DRAWN -> weights.drawnAnew(need.weights());
            case ORTHOGONAL -> weights.orthogonal(need.weights());
            case CRITICAL -> weights.critical(need.weights());
            case UNIT_VARIANCE -> patient.hasData() ? weights.unitVariance() : Optional.empty();
            case CLIPPED_BY_LAYER -> clipping.atMeasuredNorms();
            case CLIPPED_AS_A_WHOLE -> clipping.ofTheWhole();
            case CLIPPED_BY_UNIT -> clipping.byUnit();
            case DRAWN_AND_CLIPPED ->
                weights.drawnAnew(need.weights())
                        .flatMap(drawn -> clipping.atMeasuredNorms().flatMap(drawn::with));
            case ALL_TOGETHER -> together();
            case FEWER_LAYERS -> structure.fewerLayers();
            case LIGHTER_PENALTY -> regularization.lighter();
            case NO_PENALTY -> regularization.none();
            case DECAY -> regularization.againstGrowth();
            case LIGHTER_DROPOUT -> dropout.lighter();
            case ADAM -> updater.adam();
        };
    }

    /** Whether a measurement and not only a symptom asks for this answer, whatever its relevance. */
    boolean isMeasured(Answer answer) {
        return answer == Answer.LIGHTER_PENALTY && regularization.dominates();
    }

    /**
     * Answers that the configuration or the data themselves ask for, whatever the symptoms, so that no list of likelier
     * ones may crowd them out.
     */
    Set<Answer> evident() {
        return data.areLabelsRaw()
                ? EnumSet.of(Answer.LIGHTER_DROPOUT, Answer.LABELS)
                : EnumSet.of(Answer.LIGHTER_DROPOUT);
    }

    private Optional<Prescription> swap(Need need, Activation target) {
        return need.inactive()
                ? activation.insteadOfInactive(need.activations(), target)
                : activation.insteadOfSaturating(need.activations(), target);
    }

    private Optional<Prescription> normalized(Prescription prescription) {
        return normalization.byBatch(Start.STANDARD).flatMap(prescription::with);
    }

    private Optional<Prescription> withSkips(Prescription prescription) {
        return structure.skips(Form.SCALED).flatMap(prescription::with);
    }

    /** Symptoms that raw inputs share with other causes are no reason to treat inputs of the usual size. */
    private boolean areInputsToBlame(Need need) {
        return need.cause() == Cause.INPUT_SCALE || patient.shows(Symptom.UNSCALED_INPUT) || data.areInputsRaw();
    }

    private boolean mayBeTooLow(Need need) {
        return need.cause() == Cause.LEARNING_RATE_TOO_LOW || patient.shows(Symptom.UPDATE_TOO_SMALL);
    }

    /** Where the rate is to blame, what was measured counts for new weights, too; else it says nothing about them. */
    private Optional<Prescription> drawnAndSlower(Need need) {
        Optional<Prescription> slower =
                need.cause() == Cause.LEARNING_RATE_TOO_HIGH ? rate.measured() : rate.cautious();
        return weights.drawnAnew(need.weights()).flatMap(drawn -> slower.flatMap(drawn::with));
    }

    /** Activation, weights, normalization, updater, input, penalties and dropout at once, as far as each applies. */
    private Optional<Prescription> together() {
        Optional<Prescription> all = activation.hasSaturating()
                ? activation.insteadOfSaturating(List.of(), Activation.RELU)
                : weights.drawnAnew(List.of());
        all = joined(all, normalization.byBatch(Start.STANDARD).or(normalization::byLayer));
        all = joined(all, updater.adam().or(rate::cautious));
        all = joined(all, isInputUnscaled() ? data.scaledInputs() : Optional.empty());
        all = joined(all, regularization.isHeavy() ? regularization.lighter() : Optional.empty());
        all = joined(all, dropout.lighter());
        return all.filter(found -> found.steps().size() > 1)
                .map(found -> new Prescription(
                        found.steps(),
                        "Where several things are wrong, none of what answers one of them may show any effect, so this is"
                                + " what most often helps, all at once. " + found.reason()));
    }

    private boolean isInputUnscaled() {
        return patient.shows(Symptom.UNSCALED_INPUT)
                || patient.diagnosis().causes().stream().anyMatch(cause -> cause.cause() == Cause.INPUT_SCALE);
    }

    private static Optional<Prescription> joined(Optional<Prescription> one, Optional<Prescription> other) {
        return one.flatMap(first -> other.flatMap(first::with).or(() -> one)).or(() -> other);
    }
}
