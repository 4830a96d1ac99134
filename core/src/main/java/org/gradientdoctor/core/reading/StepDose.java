package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * The step of a network's own updater against the critical one: the smallest that raises the loss of the very batch it
 * was computed on. Twice the inverse of the critical rate is the critical sharpness (arXiv 2601.16979). Healthy descent
 * over full batches hovers near a ratio of 1.
 *
 * @param updater the updater, for people: {@code Sgd}; {@code the updaters} where layers differ
 * @param rate the learning rate in force; NaN where there is none that all trained layers share
 * @param scheduled whether the rate follows a schedule, so that the one in force may be a warm-up's
 * @param ratio step over critical step: above 1 the step raises the loss; 0 where no step tried raised it; NaN where the
 *     step has no critical one, since it is not finite, has no length or points uphill
 * @param precision factor within which the ratio is known: the ratio of the two steps tried around the critical one; NaN
 *     where there is none
 * @param loss score of the batch before the step, dropout off
 * @param predictedGain first-order decrease of the score by the step: gradient · step
 * @param length L2 norm of the step over all parameters that are trained
 */
public record StepDose(
        String updater,
        double rate,
        boolean scheduled,
        double ratio,
        double precision,
        double loss,
        double predictedGain,
        double length)
        implements Serializable {

    /** The critical rate; NaN where the layers share no positive rate, no step tried raised the loss, or none is critical. */
    public double criticalRate() {
        return ratio > 0 && rate > 0 ? rate / ratio : Double.NaN;
    }

    /** The same of a rate that is no number: whatever Deeplearning4j makes of it, it is no step. */
    public StepDose withoutStep() {
        return new StepDose(updater, rate, scheduled, Double.NaN, Double.NaN, loss, Double.NaN, Double.NaN);
    }

    /** Whether the step holds numbers only, none of them infinite. */
    public boolean isFinite() {
        return Double.isFinite(length);
    }

    /** Whether the step moves nothing; at a rate of 0 Adam's still has the length of its ε. */
    public boolean isStill() {
        return length == 0 || rate == 0;
    }

    /** Whether the step points to where the loss rises, or along its level: there is no critical step then. */
    public boolean climbs() {
        return isFinite() && !isStill() && Double.isNaN(ratio);
    }
}
