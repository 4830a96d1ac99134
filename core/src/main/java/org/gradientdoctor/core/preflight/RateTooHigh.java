package org.gradientdoctor.core.preflight;

import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH006 before training: the first step is many times longer than the longest that still lowers the loss, or a negative
 * rate turns it uphill.
 */
final class RateTooHigh implements Detector {
    /**
     * Step over critical step. Healthy descent hovers near 1, and a loss that rises at once may fall later
     * (the catapult of Lewkowycz 2020 reaches to about 4, twice the critical rate of a quadratic).
     */
    static final double TOO_HIGH = 10;
    /** A step so far beyond does not come back. */
    static final double FAR_BEYOND = 1000;

    @Override
    public Symptom symptom() {
        return Symptom.UPDATE_TOO_LARGE;
    }

    @Override
    public String needs() {
        return "the loss of one batch along the updater's step";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        AcrossBatches<StepDose> doses = AcrossBatches.of(
                trace,
                probe -> probe.stepDose().filter(StepDose::isFinite),
                dose -> dose.ratio() >= TOO_HIGH || isBackward(dose));
        if (doses.isEmpty()) {
            return Finding.notEvaluated(
                    this, Missing.orNoProbe(trace, "no step could be tried, or the updater's is not finite"));
        }
        StepDose dose = doses.example();
        if (doses.holds() && isBackward(dose)) {
            return Finding.of(
                            this,
                            dose.scheduled() ? Outcome.WARNING : Outcome.FAILING,
                            "The rate " + Figures.of(dose.rate()) + " (" + dose.updater()
                                    + ") is negative: each step climbs the loss instead of lowering it. Give a positive"
                                    + " rate.")
                    .withMeasurements(Measurement.of("learning rate", dose.rate()));
        }
        Measurement[] numbers = {
            new Measurement("step over the critical step, a ratio", dose.ratio(), TOO_HIGH),
            Measurement.of("critical learning rate", dose.criticalRate())
        };
        if (!doses.holds()) {
            return Finding.healthy(this, describe(dose) + ".").withMeasurements(numbers);
        }
        // Of a network that has learned, momentum may make the step almost level on this batch, and short the critical
        // one.
        boolean failing = doses.alwaysHolds()
                && doses.held().stream().allMatch(one -> one.ratio() >= FAR_BEYOND)
                && !Learned.already(trace);
        return Finding.of(
                        this,
                        failing ? Outcome.FAILING : Outcome.WARNING,
                        describe(dose) + doses.extent() + ": it leaves the region where the gradient means anything.")
                .withMeasurements(numbers);
    }

    private static boolean isBackward(StepDose dose) {
        return dose.rate() < 0 && !dose.isStill() && !(dose.predictedGain() > 0);
    }

    /** The dose in words, without a full stop. */
    static String describe(StepDose dose) {
        if (dose.isStill()) {
            return "The step of " + dose.updater() + " has no length, so none is critical";
        }
        if (dose.climbs()) {
            return "The step of " + dose.updater() + " points uphill on this batch, so none is critical: something"
                    + " outweighs this batch's gradient, such as momentum of earlier batches, the pull of weight decay, or"
                    + " a layer whose rate is negative";
        }
        if (!(dose.ratio() > 0)) {
            return "No step tried along the update of " + dose.updater() + " raised the loss of its own batch";
        }
        String step = Double.isNaN(dose.rate())
                ? "The step of " + dose.updater()
                : "The rate " + Figures.of(dose.rate()) + " (" + dose.updater() + ")";
        return step + " is " + Figures.of(dose.ratio())
                + " × the largest that still lowers the loss of the batch it was computed on";
    }
}
