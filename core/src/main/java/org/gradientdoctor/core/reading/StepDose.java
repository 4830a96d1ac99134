package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * The step of a network's own updater against the critical one: the smallest that raises the loss of the very batch it
 * was computed on. Twice the inverse of the critical rate is the critical sharpness (arXiv 2601.16979). Healthy descent
 * over full batches hovers near a ratio of 1.
 *
 * @param updater the updater, for people: {@code Sgd(0.1)}
 * @param rate the learning rate in force; NaN where the updater has none
 * @param scheduled whether the rate follows a schedule, so that the one in force may be a warm-up's
 * @param ratio step over critical step: above 1 the step raises the loss; 0 where no step tried raised it
 * @param precision factor within which the ratio is known: the ratio of the two steps tried around the critical one
 * @param loss score of the batch before the step, dropout off
 * @param predictedGain first-order decrease of the score by the step: gradient · step
 */
public record StepDose(
        String updater,
        double rate,
        boolean scheduled,
        double ratio,
        double precision,
        double loss,
        double predictedGain)
        implements Serializable {

    /** The critical rate; NaN where the updater has no rate or no step tried raised the loss. */
    public double criticalRate() {
        return ratio > 0 ? rate / ratio : Double.NaN;
    }
}
