package org.gradientdoctor.samples.demo;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.report.Section;
import org.gradientdoctor.remedies.AdviceSections;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RemedyAdvisor;
import org.gradientdoctor.samples.training.HoldOut;
import org.gradientdoctor.samples.training.Quality;
import org.gradientdoctor.samples.training.Training;
import org.gradientdoctor.samples.training.TrainingProgress;

/**
 * One sick network on one split, before and after.
 *
 * @param patient which network
 * @param diagnosis of the training that failed
 * @param advice best first
 * @param advised the same as parts of a report
 * @param before on the held-out flowers, untreated
 * @param after on the held-out flowers, treated by the first advice; as before where there was none
 */
record Treatment(
        SickNetwork patient,
        Diagnosis diagnosis,
        List<Recommendation> advice,
        List<Section> advised,
        Quality before,
        Quality after) {

    /** Trains, diagnoses, treats the network as it was before training, and trains that equally. */
    static Treatment of(SickNetwork patient, long seed, int epochs, TrainingProgress progress) {
        HoldOut split = IrisFlowers.split(seed);
        Training training = new Training(epochs, 16, seed);

        Model sick = patient.build(seed);
        Diagnosis diagnosis = training.watch(sick, split.training(), progress, patient.title())
                .diagnosis();
        Quality before = Quality.of(sick, split.heldOut(), IrisFlowers.SPECIES);

        Model untrained = patient.build(seed);
        List<Recommendation> advice = RemedyAdvisor.standard().advise(untrained, diagnosis);
        List<Section> advised = AdviceSections.of(untrained, advice);
        if (advice.isEmpty()) {
            return new Treatment(patient, diagnosis, advice, advised, before, before);
        }
        Model treated = advice.get(0).applyTo(untrained);
        training.train(treated, split.training(), progress, patient.title() + ", treated");
        return new Treatment(
                patient, diagnosis, advice, advised, before, Quality.of(treated, split.heldOut(), IrisFlowers.SPECIES));
    }

    /** What was found first. */
    Optional<Finding> firstFinding() {
        return diagnosis.sick().stream().findFirst();
    }

    /** What was named as the first cause. */
    Optional<Attribution> firstCause() {
        return diagnosis.causes().stream().findFirst();
    }

    /** Whether the first finding and the first cause are the ones this network was built to have. */
    boolean isNamedRight() {
        return firstFinding()
                        .filter(finding -> finding.symptom() == patient.symptom())
                        .isPresent()
                && firstCause()
                        .filter(cause -> cause.cause() == patient.cause())
                        .isPresent();
    }

    /** {@code GH001 vanishing gradient, saturating activation; swap activation …}. */
    String inWords() {
        return firstFinding()
                        .map(finding -> finding.code() + " " + finding.symptom().title())
                        .orElse("nothing found")
                + firstCause().map(cause -> ", " + cause.cause().title()).orElse("")
                + "; "
                + advice.stream().findFirst().map(Recommendation::title).orElse("no advice");
    }

    /** {@code vanishing: accuracy 0.33 -> 0.97 (…)}. */
    String summary() {
        return patient.title() + ": " + before.to(after) + " (" + inWords() + ")";
    }
}
