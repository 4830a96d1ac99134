package org.gradientdoctor.core.preflight;

import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH007 before training: the first step is a tiny part of the one that could be taken, and promises nothing, or there is
 * none at all.
 */
final class RateTooLow implements Detector {
    /**
     * Step over critical step: an LSTM under SGD trains at a six-hundredth of its critical rate. At a
     * thousandth, a thousand iterations move as far as one at the critical rate.
     */
    static final double TOO_LOW = 1.0 / 800;
    /**
     * Share of the loss that a step promises to take away, at first order: one that promises more is not slow, however
     * long the critical one may be.
     */
    static final double GAIN = .03;
    /**
     * Step over parameters, both as L2 norms, from which a step is not small: three times the thousandth by which healthy
     * trainings move in each iteration. Adam's critical step may be so long that a usual one, which moves
     * five thousandths, is a thousandth of it.
     */
    static final double MOVES = 3e-3;

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
        AcrossBatches<Pace> paces = AcrossBatches.of(trace, Pace::of, Pace::isTooLow);
        if (paces.isEmpty()) {
            return Finding.notEvaluated(
                    this, Missing.orNoProbe(trace, "no step could be tried, or the updater's is not finite"));
        }
        Pace pace = paces.example();
        StepDose dose = pace.dose();
        Measurement[] numbers = dose.isStill()
                ? new Measurement[] {new Measurement("length of the step", 0, 0)}
                : new Measurement[] {
                    new Measurement("step over the critical step, a ratio", dose.ratio(), TOO_LOW),
                    new Measurement("share of the loss that one step promises to take", pace.gain(), GAIN),
                    new Measurement("length of the step over that of the parameters, a ratio", pace.moves(), MOVES)
                };
        if (!paces.holds()) {
            return Finding.healthy(this, RateTooHigh.describe(dose) + ".").withMeasurements(numbers);
        }
        Optional<String> excuse = excuse(dose, trace);
        if (excuse.isPresent()) {
            return Finding.healthy(this, RateTooHigh.describe(dose) + ", but " + excuse.get() + ".")
                    .withMeasurements(numbers);
        }
        return Finding.of(
                        this,
                        dose.isStill() && paces.alwaysHolds() ? Outcome.FAILING : Outcome.WARNING,
                        dose.isStill() ? standstill(dose, paces.extent()) : crawl(dose, paces.extent()))
                .withMeasurements(numbers);
    }

    /** Why a step that is this short may be right. */
    private static Optional<String> excuse(StepDose dose, TraceSnapshot trace) {
        boolean gradientless = dose.isStill() && dose.rate() != 0;
        if (dose.scheduled() && !gradientless) {
            return Optional.of("the rate follows a schedule, and the one in force may be a warm-up's");
        }
        if (dose.isStill() && !gradientless) {
            return Optional.empty();
        }
        if (gradientless && dose.loss() == 0) {
            return Optional.of("there is no loss left to lower");
        }
        if (Learned.already(trace)) {
            return Optional.of(
                    dose.isStill()
                            ? "the network has learned already, and this batch teaches it nothing more"
                            : "the network has learned already: fine-tuning takes small steps");
        }
        boolean byHeart = trace.probes().stream()
                .map(ProbeReading::memorization)
                .anyMatch(memorization -> memorization != null && memorization.succeeded());
        return byHeart
                ? Optional.of("with this updater the network learned a few examples by heart, so it does get on")
                : Optional.empty();
    }

    private static String standstill(StepDose dose, String extent) {
        String why = dose.rate() == 0
                ? "The learning rate of " + dose.updater() + " is 0"
                : "No gradient arrives at any parameter that is trained";
        return why + extent + ": the step moves nothing, and the network cannot learn."
                + (dose.rate() == 0 ? " Give a positive rate." : "");
    }

    private static String crawl(StepDose dose, String extent) {
        return RateTooHigh.describe(dose) + extent + ": it moves " + Figures.of(1 / dose.ratio())
                + " times less per iteration than the longest step that still lowers the loss.";
    }

    /**
     * A step and what it moves.
     *
     * @param dose the step
     * @param parameters L2 norm of all parameters
     */
    private record Pace(StepDose dose, double parameters) {
        static Optional<Pace> of(ProbeReading probe) {
            return probe.stepDose().filter(StepDose::isFinite).map(dose -> new Pace(dose, norm(probe)));
        }

        private static double norm(ProbeReading probe) {
            return Math.sqrt(probe.reading().layers().stream()
                    .flatMap(layer ->
                            Stream.of(Optional.ofNullable(layer.weights()), Optional.ofNullable(layer.biases())))
                    .flatMap(Optional::stream)
                    .mapToDouble(group -> Math.pow(group.values().l2Norm(), 2))
                    .sum());
        }

        boolean isTooLow() {
            boolean small = dose.ratio() > 0 && dose.ratio() <= TOO_LOW && gain() < GAIN && !(moves() >= MOVES);
            return dose.isStill() || small;
        }

        double gain() {
            return dose.predictedGain() / Math.abs(dose.loss());
        }

        double moves() {
            return dose.length() / parameters;
        }
    }
}
