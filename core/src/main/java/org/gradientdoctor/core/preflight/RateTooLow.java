package org.gradientdoctor.core.preflight;

import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH007 before training: the first step is a tiny part of the one that could be taken, and promises nothing. */
final class RateTooLow implements Detector {
    /**
     * Step over critical step (provisional): an LSTM under SGD trains at a six-hundredth of its critical rate; one of a
     * thousandth needs as many iterations for one of the critical rate's.
     */
    static final double TOO_LOW = 1.0 / 800;
    /**
     * Share of the loss that a step promises to take away, at first order: one that promises more is not slow, however
     * long the critical one may be (provisional).
     */
    static final double GAIN = .03;

    @Override
    public Symptom symptom() {
        return Symptom.UPDATE_TOO_SMALL;
    }

    @Override
    public String needs() {
        return "the loss of one batch along the updater's step";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        AcrossBatches<StepDose> doses = AcrossBatches.of(trace, ProbeReading::stepDose, RateTooLow::isTooLow);
        if (doses.isEmpty()) {
            return Finding.notEvaluated(this, Missing.orNoProbe(trace, "no step could be tried"));
        }
        StepDose dose = doses.example();
        Measurement[] numbers = {
            new Measurement("step over the critical step, a ratio", dose.ratio(), TOO_LOW),
            new Measurement("share of the loss that one step promises to take", gain(dose), GAIN)
        };
        if (!doses.holds()) {
            return Finding.healthy(this, RateTooHigh.describe(dose) + ".").withMeasurements(numbers);
        }
        if (dose.scheduled() || Learned.already(trace)) {
            String reason = dose.scheduled()
                    ? ", but the rate follows a schedule, and the one in force may be a warm-up's"
                    : ", but the network has learned already: fine-tuning takes small steps";
            return Finding.healthy(this, RateTooHigh.describe(dose) + reason + ".")
                    .withMeasurements(numbers);
        }
        return Finding.of(
                        this,
                        Outcome.WARNING,
                        RateTooHigh.describe(dose) + doses.extent() + ": training needs about "
                                + Figures.of(1 / dose.ratio()) + " times more iterations to move as far.")
                .withMeasurements(numbers);
    }

    private static boolean isTooLow(StepDose dose) {
        return dose.ratio() > 0 && dose.ratio() <= TOO_LOW && gain(dose) < GAIN;
    }

    private static double gain(StepDose dose) {
        return dose.predictedGain() / Math.abs(dose.loss());
    }
}
