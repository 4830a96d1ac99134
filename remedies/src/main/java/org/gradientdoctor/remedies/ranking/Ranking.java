package org.gradientdoctor.remedies.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Prediction;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.surgery.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Recommendations for a diagnosis, best first: what answers the largest cause best, that together with what answers the
 * second where it is considerable, outlasts other treatments or hides their effect, everything else that answers causes by
 * the share it restores, and what answers the symptoms, one of each kind before a second of any.
 */
public final class Ranking {
    /** From this share on, a second cause is treated together with the first as well. */
    private static final double CONSIDERABLE = .2;

    private final Patient patient;
    private final Diagnosis diagnosis;
    private final Advice advice;
    private final CausePrescriptions best;
    private final Dispensary dispensary;
    private final Prediction prediction;

    private Ranking(Patient patient) {
        this.patient = patient;
        this.diagnosis = patient.diagnosis();
        this.prediction = diagnosis.prediction();
        this.advice = new Advice(patient);
        this.best = new CausePrescriptions(patient);
        this.dispensary = new Dispensary(patient);
    }

    /**
     * The recommendations, twelve at most; none for a network in which nothing is wrong, and none where its data are.
     *
     * @param batch data of the user's own, for remedies that need some; null where there are none
     * @throws IllegalArgumentException where the model is not one of Deeplearning4j's two network classes or is not
     *     initialized, or the diagnosis is of another network
     */
    public static List<Recommendation> recommendations(Model model, Diagnosis diagnosis, @Nullable Batch batch) {
        Ranking ranking = new Ranking(new Patient(model, diagnosis, batch));
        if (diagnosis.verdict().isSick()) {
            ranking.collect();
        }
        return ranking.advice.all();
    }

    private void collect() {
        List<Attribution> causes = CauseOrder.of(diagnosis.causes());
        boolean faulty = causes.isEmpty() ? dataIsFaulty() : causes.get(0).cause() == Cause.FAULTY_DATA;
        if (faulty) {
            return;
        }
        if (!causes.isEmpty()) {
            forCauses(causes);
        }
        forSymptoms(causes.isEmpty());
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
        Attribution largest = causes.get(0);
        Optional<Prescription> first = best.best(largest);
        first.ifPresent(prescription -> advice.first(
                prescription,
                say(largest) + " " + prescription.reason() + theory(largest.cause()),
                largest.share(),
                Relevance.DATA,
                endedBy(CauseAnswers.of(largest.cause()).keySet(), Effect.HEALS, largest.cause())));
        second(causes)
                .ifPresent(second -> best.best(largest, second)
                        .ifPresent(both -> advice.first(
                                both,
                                say(largest) + " " + say(second) + " " + both.reason(),
                                Math.min(1, largest.share() + second.share()),
                                Relevance.DATA,
                                shown())));
        for (Attribution cause : causes) {
            best.best(cause)
                    .ifPresent(prescription -> advice.rank(
                            prescription,
                            say(cause) + " " + prescription.reason(),
                            cause.share(),
                            relevanceOfBest(cause.cause()),
                            endedBy(CauseAnswers.of(cause.cause()).keySet(), Effect.HEALS, cause.cause())));
        }
        for (Attribution cause : causes) {
            CauseAnswers.of(cause.cause())
                    .forEach((answer, effect) -> dispensary
                            .of(answer, Need.of(cause))
                            .ifPresent(other -> advice.rank(
                                    other,
                                    "An alternative. " + say(cause) + " " + other.reason(),
                                    effect.part() * cause.share(),
                                    answer.relevance(),
                                    ended(answer))));
        }
    }

    /**
     * The cause that is treated together with the first: the second where its share is considerable, else the first one
     * that stays whatever else is mended, however small its share, else a rate too low, with which nothing that is mended
     * shows in the length of a trial.
     */
    private static Optional<Attribution> second(List<Attribution> causes) {
        return causes.stream()
                .skip(1)
                .limit(1)
                .filter(second -> second.share() >= CONSIDERABLE)
                .findFirst()
                .or(() -> other(causes, CauseOrder::outlastsTreatment))
                .or(() -> other(causes, Cause.LEARNING_RATE_TOO_LOW::equals));
    }

    private static Optional<Attribution> other(List<Attribution> causes, Predicate<Cause> kind) {
        return causes.stream().skip(1).filter(cause -> kind.test(cause.cause())).findFirst();
    }

    private static Relevance relevanceOfBest(Cause cause) {
        return CauseAnswers.of(cause).keySet().stream()
                .map(Answer::relevance)
                .min(Comparator.naturalOrder())
                .orElse(Relevance.OPTIMIZER);
    }

    /** What theory says of the network as it is, beside a cause that acts in depth. */
    private String theory(Cause cause) {
        boolean inDepth = switch (cause) {
            case SATURATING_ACTIVATION, WEIGHT_SCALE_TOO_SMALL, WEIGHT_SCALE_TOO_LARGE, EXCESSIVE_DEPTH -> true;
            default -> false;
        };
        return inDepth && prediction.isPredicted() ? " Theory for the network as it is: " + prediction + "." : "";
    }

    /** The symptoms this network shows. */
    private Set<Symptom> shown() {
        Set<Symptom> shown = EnumSet.noneOf(Symptom.class);
        diagnosis.sick().forEach(finding -> shown.add(finding.symptom()));
        return shown;
    }

    /** Those of them that an answer answers. */
    private Set<Symptom> ended(Answer answer) {
        Set<Symptom> ended = shown();
        ended.removeIf(symptom -> !SymptomAnswers.of(symptom).contains(answer));
        return ended;
    }

    /** Those of them that some answer to a cause with this effect answers. */
    private Set<Symptom> endedBy(Set<Answer> answers, Effect effect, Cause cause) {
        Set<Symptom> ended = EnumSet.noneOf(Symptom.class);
        answers.stream()
                .filter(answer -> CauseAnswers.of(cause).get(answer) == effect)
                .forEach(answer -> ended.addAll(ended(answer)));
        return ended;
    }

    private static String say(Attribution cause) {
        return sentence(String.format(
                Locale.ROOT,
                "%s accounts for %d %% of what is wrong: %s",
                cause.cause().title(),
                CauseOrder.percent(cause),
                cause.explanation()));
    }

    /** What answers the symptoms: what was measured, one answer of each relevance in order, a second of each, and so on. */
    private void forSymptoms(boolean alone) {
        Map<Answer, Set<Symptom>> answers = new EnumMap<>(Answer.class);
        List<Answer> inOrder = new ArrayList<>();
        for (Finding finding : diagnosis.sick()) {
            for (Answer answer : SymptomAnswers.of(finding.symptom())) {
                if (answers.put(answer, ended(answer)) == null) {
                    inOrder.add(answer);
                }
            }
        }
        Set<Answer> evident = dispensary.evident();
        for (Answer answer : evident) {
            if (answers.put(answer, ended(answer)) == null) {
                inOrder.add(answer);
            }
        }
        // What ends most of what fails comes first among those of a kind.
        inOrder.sort(Comparator.comparingLong(answer -> -answers.getOrDefault(answer, Set.of()).stream()
                .filter(this::fails)
                .count()));
        Need need = Need.ofSymptoms(patient.shows(Symptom.DEAD_UNITS));
        Map<Relevance, Integer> made = new EnumMap<>(Relevance.class);
        List<Dispensed> dispensed = new ArrayList<>();
        for (Answer answer : inOrder) {
            dispensary
                    .of(answer, need)
                    .ifPresent(prescription -> dispensed.add(new Dispensed(
                            answer,
                            prescription,
                            dispensary.isMeasured(answer) ? 0 : made.merge(answer.relevance(), 1, Integer::sum))));
        }
        dispensed.sort(Comparator.comparingInt(Dispensed::round)
                .thenComparing(found -> found.answer().relevance()));
        String why = alone
                ? "No cause could be measured, so this is what helps such symptoms in general. "
                : "Besides what its causes ask for, this is what helps its symptoms in general. ";
        for (Dispensed found : dispensed) {
            Set<Symptom> ends = answers.getOrDefault(found.answer(), Set.of());
            String reason = symptoms() + " " + found.prescription().reason();
            if (evident.contains(found.answer())) {
                advice.first(
                        found.prescription(), reason, Double.NaN, found.answer().relevance(), ends);
            } else {
                advice.last(found.prescription(), why + reason, found.answer().relevance(), ends);
            }
        }
    }

    private boolean fails(Symptom symptom) {
        return patient.finding(symptom)
                .filter(finding -> finding.outcome() == Outcome.FAILING)
                .isPresent();
    }

    private String symptoms() {
        return diagnosis.sick().stream()
                .limit(2)
                .map(finding -> sentence((finding.symptom() == Symptom.CUSTOM
                                ? finding.code()
                                : finding.symptom().title())
                        + ": " + finding.explanation()))
                .collect(Collectors.joining(" "));
    }

    /** Titles begin with a small letter, and a user's own detector need not end what it says with a period. */
    private static String sentence(String words) {
        String text = words.strip();
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    /**
     * An answer made a prescription.
     *
     * @param round how many of the same relevance have been made up to it; 0 for what was measured
     */
    private record Dispensed(Answer answer, Prescription prescription, int round) {}
}
