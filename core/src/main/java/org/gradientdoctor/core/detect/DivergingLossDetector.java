package org.gradientdoctor.core.detect;

import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.signal.TheilSen;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH009: the data loss climbs above its start and above the constant answer, and stays there. A cumulative sum (Page
 * 1954) of its logarithm, in robust units of its own noise, finds also a small shift that lasts. Penalties of
 * regularization are no part of the data loss.
 */
final class DivergingLossDetector implements Detector {
    /** Shift per iteration that is put up with, in standard deviations: tuned to shifts of twice as much. */
    static final double SLACK = .5;
    /**
     * Alarm level of the cumulative sum, in standard deviations: with this slack, one false alarm in 10,000 and more.
     */
    static final double ALARM = 8;
    /** Less noise than 1 % of the loss is not believed: a smooth loss is not precise. */
    static final double LEAST_NOISE = .01;
    /** Rise within the recent past, over the loss itself, that is told while it is below the start. */
    static final double RISE = .5;
    /** Below this share of the start or the constant answer a rise is one of a converged loss. */
    static final double CONVERGED = .1;
    /** The last finite losses before a non-finite one must have risen by this factor to have diverged. */
    static final double BEFORE_OVERFLOW = 2;

    @Override
    public Symptom symptom() {
        return Symptom.DIVERGING_LOSS;
    }

    @Override
    public String needs() {
        return "a positive loss over " + LossProgress.YOUNG + " iterations";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        double[] losses = trace.recent().stream()
                .mapToDouble(VitalSigns::loss)
                .filter(Double::isFinite)
                .toArray();
        LossProgress loss = LossProgress.of(trace);
        double reference = loss.knowsConstant() ? Math.max(loss.start(), loss.constant()) : loss.start();
        if (losses.length == 0 || !(reference > 0) || losses[losses.length - 1] < 0) {
            return Finding.notEvaluated(this, "no finite and positive loss was read, and only such have a logarithm");
        }
        if (!loss.finite()) {
            return overflow(losses, loss, reference);
        }
        if (trace.iterations() < LossProgress.YOUNG) {
            return Finding.notEvaluated(
                    this, trace.iterations() + " iterations were read, and " + LossProgress.YOUNG + " are needed");
        }
        Horizon horizon = Horizon.of(trace);
        double noise = noise(losses, reference);
        double sum = 0;
        long since = trace.recent().get(0).iteration();
        for (VitalSigns vitals : trace.recent()) {
            if (!Double.isFinite(vitals.loss())) {
                continue;
            }
            double next = Math.max(0, sum + logarithm(vitals.loss(), reference) / noise - SLACK);
            since = sum == 0 && next > 0 ? vitals.iteration() : since;
            sum = next;
        }
        // The start is the median of a few losses: its own error, .7 of one loss's, is allowed for on both sides.
        double margin = Math.max(1 + LossProgress.BETTER, Math.exp(2 * .7 * noise));
        boolean above = sum > ALARM && loss.recent() > margin * reference;
        boolean rises = loss.trend().rises()
                && loss.trend().slope() * losses.length > RISE * loss.recent()
                && loss.recent() > CONVERGED * reference;
        Measurement[] numbers = {
            new Measurement("cumulative rise above start and constant answer, in standard deviations", sum, ALARM),
            new Measurement(
                    "loss over the larger of start and constant answer, a ratio", loss.recent() / reference, margin)
        };
        String what = "From " + Figures.of(loss.start()) + " at the start the loss went to " + Figures.of(loss.recent())
                + "; " + loss.describe();
        if (above && !loss.isFalling(horizon) && trace.iterations() >= LossProgress.CATAPULT) {
            return Finding.of(
                            this,
                            Outcome.FAILING,
                            what + ". It has stayed above both beyond its noise, and does not come back.")
                    .withFirstIteration(since)
                    .withMeasurements(numbers);
        }
        return above || rises
                ? Finding.of(this, Outcome.WARNING, what + (above ? ", and may fall again." : ", and rises."))
                        .withFirstIteration(
                                above ? since : trace.recent().get(0).iteration())
                        .withMeasurements(numbers)
                : Finding.healthy(this, what + ".").withMeasurements(numbers);
    }

    private Finding overflow(double[] losses, LossProgress loss, double reference) {
        double last = losses[losses.length - 1];
        Measurement ratio = new Measurement(
                "last finite loss over the larger of start and constant answer, a ratio",
                last / reference,
                BEFORE_OVERFLOW);
        return losses.length > 1 && last > BEFORE_OVERFLOW * reference
                ? Finding.of(
                                this,
                                Outcome.FAILING,
                                "From " + Figures.of(loss.start()) + " at the start the loss went to "
                                        + Figures.of(last) + ", and then it was no longer finite.")
                        .withMeasurements(ratio)
                : Finding.notEvaluated(
                        this, "the loss or a gradient is no longer finite, and the loss had not risen before");
    }

    /** Robust standard deviation of the logarithm between one iteration and the next, free of any trend. */
    private static double noise(double[] losses, double reference) {
        double[] changes = new double[losses.length - 1];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = Math.abs(logarithm(losses[i + 1], reference) - logarithm(losses[i], reference));
        }
        // 1.4826 makes a median of absolute deviations a standard deviation; a difference has that of two values.
        double deviation = 1.4826 / Math.sqrt(2) * TheilSen.median(changes);
        return deviation > LEAST_NOISE ? deviation : LEAST_NOISE;
    }

    private static double logarithm(double loss, double reference) {
        return Math.log(Math.max(loss, Double.MIN_NORMAL) / reference);
    }
}
