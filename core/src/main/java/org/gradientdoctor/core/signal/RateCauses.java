package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.StepDose;

/**
 * A learning rate too high or too low, by the decades of its dose: the step over the critical one where that was
 * measured, else what steps promise and how far they move the weights.
 *
 * <p>A rate is too high for a network. Where what makes the network's steps long is known itself (a signal that explodes
 * in depth, unscaled data), that is the root, and only what it does not explain of the dose is the rate's.
 */
final class RateCauses {
    /** Update-to-weight ratio of the RMS up to which steps are usual; 1e-3 is the rule of thumb, ten times is tolerated. */
    private static final double LARGE_RATIO = 1e-2;
    /** The same rule's lower edge. */
    private static final double SMALL_RATIO = 1e-4;
    /** Loss over its first value from which a run has blown up; an edge of stability stays well below. */
    private static final double BLOWN_UP = 10;

    private final SickTrace sick;
    private final double growth;

    /** @param growth decades by which the error signal grows on its way back, 0 where it does not */
    RateCauses(SickTrace sick, double growth) {
        this.sick = sick;
        this.growth = growth;
    }

    /** @param scales scales of the data found too large */
    List<Candidate> candidates(List<Candidate> scales) {
        List<Candidate> candidates = new ArrayList<>();
        tooHigh(scales.stream().mapToDouble(Candidate::decades).sum()).ifPresent(candidates::add);
        tooLow().ifPresent(candidates::add);
        return candidates;
    }

    /** To be said of a root where steps are too long: why the rate is not to blame for them. */
    Optional<String> rootNote() {
        if (!sick.shows(Symptom.UPDATE_TOO_LARGE)) {
            return Optional.empty();
        }
        double ratio = sick.doseRatio();
        return Optional.of(
                ratio > 1
                        ? say(
                                "Steps are %.3g times the critical one because of that: healed, the critical rate comes"
                                        + " back, so the rate is not the root",
                                ratio)
                        : "Steps are too long because of that, so the rate is not the root");
    }

    private Optional<Candidate> tooHigh(double explained) {
        boolean tooLong = sick.shows(Symptom.UPDATE_TOO_LARGE, Symptom.DIVERGING_LOSS, Symptom.OSCILLATING_LOSS);
        if (sick.doses().stream().anyMatch(dose -> dose.rate() < 0)) {
            // A negative rate is of the wrong sign, not of the wrong size.
            return Optional.empty();
        }
        if (growth > 0 || !(tooLong || sick.shows(Symptom.NON_FINITE_VALUE))) {
            // Where the signal explodes in depth, the gradient that the rate multiplies is not a healthy network's.
            return Optional.empty();
        }
        double overshoot =
                median(reading -> reading.predictedGain() / reading.vitals().loss());
        double ratio = updateRatio();
        double byGain = Double.isFinite(overshoot) && overshoot > 1 ? Math.log10(overshoot) : 0;
        double byRatio = Double.isFinite(ratio) && ratio > LARGE_RATIO ? Math.log10(ratio / LARGE_RATIO) : 0;
        double dose = sick.doseRatio();
        double byDose = dose > 1 ? Math.log10(dose) : 0;
        boolean only = explained == 0 && tooLong;
        double decades = Math.max(byGain, Math.max(byRatio, byDose)) - explained;
        return Optional.of(new Candidate(
                Cause.LEARNING_RATE_TOO_HIGH,
                Math.max(decades, only ? Candidate.LEAST : 0),
                List.of(),
                byDose > 0
                        ? say(
                                "a step of %s is %.3g times the smallest that raises the loss of its own batch%s",
                                updater(), dose, warmUp())
                        : say(
                                "a step at rate %s moves the weights by %.2g of their size (1e-3 is usual) and would,"
                                        + " were the loss linear, lower it by %.2g times its value",
                                rate(), ratio, overshoot)));
    }

    private Optional<Candidate> tooLow() {
        // An answer that is pressed against its end lets any step pass: that is no word on the rate.
        if (!sick.shows(Symptom.UPDATE_TOO_SMALL)
                || sick.shows(Symptom.VANISHING_GRADIENT, Symptom.OUTPUT_LOSS_MISMATCH)) {
            return Optional.empty();
        }
        if (sick.doses().stream().anyMatch(dose -> dose.isStill() && dose.rate() == 0)) {
            return Optional.of(new Candidate(
                    Cause.LEARNING_RATE_TOO_LOW,
                    Candidate.LEAST,
                    List.of(),
                    say("the learning rate of %s is 0, so that a step moves nothing", updater())));
        }
        double dose = sick.doseRatio();
        if (dose >= 0 && dose < 1) {
            return Optional.of(new Candidate(
                    Cause.LEARNING_RATE_TOO_LOW,
                    dose > 0 ? Math.max(Candidate.LEAST, -Math.log10(dose)) : Candidate.LEAST,
                    List.of(),
                    dose > 0
                            ? say(
                                    "a step of %s is only %.2g of the smallest that raises the loss of its own batch%s",
                                    updater(), dose, warmUp())
                            : say(
                                    "a step of %s can be made as long as was tried without raising the loss%s",
                                    updater(), warmUp())));
        }
        double ratio = updateRatio();
        return ratio > 0
                ? Optional.of(new Candidate(
                        Cause.LEARNING_RATE_TOO_LOW,
                        Math.max(Candidate.LEAST, Math.log10(SMALL_RATIO / ratio)),
                        List.of(),
                        say(
                                "a step at rate %s moves the weights by only %.2g of their size (1e-3 is usual)",
                                rate(), ratio)))
                : Optional.empty();
    }

    private double updateRatio() {
        return median(reading -> TheilSen.median(reading.layers().stream()
                .map(LayerReading::weights)
                .filter(weights -> weights != null && weights.update() != null)
                .mapToDouble(weights -> weights == null ? Double.NaN : weights.updateRatio())
                .filter(ratio -> !Double.isNaN(ratio))
                .toArray()));
    }

    private double median(ToDoubleFunction<IterationReading> of) {
        return TheilSen.median(
                beforeBlowUp().stream().mapToDouble(of).filter(Double::isFinite).toArray());
    }

    /** Once the loss has blown up, steps tell of what became of the network and not of its rate. */
    private List<IterationReading> beforeBlowUp() {
        List<IterationReading> full = sick.trace().full();
        int end = Math.min(1, full.size());
        while (end < full.size()
                && full.get(end).vitals().loss()
                        <= BLOWN_UP * full.get(0).vitals().loss()) {
            end++;
        }
        return full.subList(0, end);
    }

    private String updater() {
        return sick.doses().stream().map(StepDose::updater).findFirst().orElse("the updater");
    }

    private String warmUp() {
        return sick.doses().stream().anyMatch(StepDose::scheduled)
                ? "; its rate follows a schedule, so that this may be a warm-up's"
                : "";
    }

    private String rate() {
        return sick.trace()
                .latest()
                .map(vitals -> say("%.3g", vitals.learningRate()))
                .orElse("?");
    }

    private static String say(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
