package org.gradientdoctor.remedies.ranking;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Prediction;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.Recommendation;

/**
 * Recommendations for a diagnosis, best first: what answers the largest cause, that together with what answers the
 * second where it is considerable, what answers the others, and alternatives to all these.
 */
public final class Ranking {
    /** From this share on, a second cause is treated together with the first as well. */
    private static final double CONSIDERABLE = .2;

    private final Patient patient;
    private final Advice advice;
    private final Prediction prediction;

    private Ranking(Patient patient, Prediction prediction) {
        this.patient = patient;
        this.prediction = prediction;
        this.advice = new Advice(patient);
    }

    /**
     * The recommendations; none for a network in which nothing is wrong, and none where what is wrong has no remedy.
     *
     * @param withData whether a batch is at hand, for remedies that need one
     * @throws IllegalArgumentException where the model is not one of Deeplearning4j's two network classes or is not
     *     initialized
     */
    public static List<Recommendation> recommendations(Model model, Diagnosis diagnosis, boolean withData) {
        Ranking ranking = new Ranking(new Patient(model, diagnosis), diagnosis.prediction());
        if (diagnosis.verdict().isSick()) {
            ranking.collect(diagnosis, withData);
        }
        return ranking.advice.all();
    }

    private void collect(Diagnosis diagnosis, boolean withData) {
        List<Attribution> causes = CauseOrder.of(diagnosis.causes());
        if (!causes.isEmpty()) {
            forCauses(causes);
            if (withData) {
                byData(causes);
            }
        } else if (!dataIsFaulty()) {
            forSymptoms(diagnosis.sick());
        }
    }

    /** A network fed with non-finite values falls ill again at once, whatever is done to it. */
    private boolean dataIsFaulty() {
        return patient.trace()
                .flightRecord()
                .filter(flight -> switch (flight.origin().stage()) {
                    case INPUT, LABEL -> true;
                    case PARAMETERS, ACTIVATIONS, LOSS, GRADIENT, UPDATE -> false;
                })
                .isPresent();
    }

    private void forCauses(List<Attribution> causes) {
        if (causes.get(0).cause() == Cause.FAULTY_DATA) {
            return;
        }
        CausePrescriptions prescriptions = new CausePrescriptions(patient);
        Optional<Prescription> first = prescriptions.best(causes.get(0));
        first.ifPresent(prescription -> advice.add(
                prescription.steps(),
                say(causes.get(0)) + " " + prescription.reason()
                        + theory(causes.get(0).cause())));
        if (causes.size() > 1 && causes.get(1).share() >= CONSIDERABLE) {
            Attribution second = causes.get(1);
            first.flatMap(one -> prescriptions.best(second).flatMap(one::with))
                    .ifPresent(both ->
                            advice.add(both.steps(), say(causes.get(0)) + " " + say(second) + " " + both.reason()));
        }
        for (Attribution cause : causes.subList(1, causes.size())) {
            prescriptions.best(cause).ifPresent(prescription -> add(cause, prescription));
        }
        for (Attribution cause : causes) {
            prescriptions
                    .alternatives(cause)
                    .forEach(other ->
                            advice.alternative(other.steps(), "An alternative. " + say(cause) + " " + other.reason()));
        }
    }

    /** What a batch of data allows besides. */
    private void byData(List<Attribution> causes) {
        CausePrescriptions prescriptions = new CausePrescriptions(patient);
        for (Attribution cause : causes) {
            prescriptions
                    .byData(cause)
                    .ifPresent(other ->
                            advice.alternative(other.steps(), "An alternative. " + say(cause) + " " + other.reason()));
        }
    }

    /** What theory says of the network as it is, beside a cause that acts in depth. */
    private String theory(Cause cause) {
        boolean inDepth = switch (cause) {
            case SATURATING_ACTIVATION, WEIGHT_SCALE_TOO_SMALL, WEIGHT_SCALE_TOO_LARGE, EXCESSIVE_DEPTH -> true;
            default -> false;
        };
        return inDepth && prediction.isPredicted() ? " Theory for the network as it is: " + prediction + "." : "";
    }

    private void add(Attribution cause, Prescription prescription) {
        advice.add(prescription.steps(), say(cause) + " " + prescription.reason());
    }

    private static String say(Attribution cause) {
        String explanation = cause.explanation().strip();
        String end = explanation.endsWith(".") ? "" : ".";
        return String.format(
                Locale.ROOT,
                "%s accounts for %d %% of what is wrong: %s%s",
                capitalized(cause.cause().title()),
                CauseOrder.percent(cause),
                explanation,
                end);
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private void forSymptoms(List<Finding> sick) {
        String symptoms = sick.stream()
                .limit(2)
                .map(finding -> finding.symptom() == Symptom.CUSTOM
                        ? finding.code() + ", " + finding.explanation()
                        : finding.symptom().title() + ", " + finding.explanation())
                .collect(Collectors.joining("; "));
        new GeneralPrescriptions(patient)
                .inOrder()
                .forEach(prescription -> advice.add(
                        prescription.steps(),
                        "No cause could be measured, so this is what helps such symptoms in general: " + symptoms + ". "
                                + prescription.reason()));
    }
}
