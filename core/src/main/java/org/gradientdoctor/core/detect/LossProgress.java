package org.gradientdoctor.core.detect;

import java.util.Arrays;
import java.util.List;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LossFamily;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.signal.TheilSen;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * How far the data loss has come: where it started, where it is now, where an answer that ignores the input would be.
 * Consequence, without which structure is anatomy and not sickness.
 *
 * @param start median of the first finite losses remembered
 * @param recent median of means of the latest losses
 * @param constant the constant answer's loss; NaN where it is not known or rests on too few labels
 * @param trend of the recent past
 * @param iterations how many were read in all
 * @param finite whether the latest loss is finite
 */
record LossProgress(double start, double recent, double constant, Trend trend, long iterations, boolean finite) {
    /** Less than 5 % below the constant answer is no better: about the noise of the estimate itself (provisional). */
    static final double BETTER = .05;
    /** Share of the constant answer's loss below which a network has learned much. */
    static final double MUCH = .5;
    /** Fewer labels than this make the entropy of two or three classes 3 % too low and more (Miller 1955). */
    static final long LABELS = 30;
    /** Before so many iterations nearly every network is no better than the constant answer (provisional). */
    static final int YOUNG = 10;
    /**
     * A long first step may throw the loss up and still lead to a flatter place, from where it falls (the catapult of
     * Lewkowycz 2020): for so many iterations a raised loss is only told (provisional).
     */
    static final int CATAPULT = 50;
    /** A loss that is flat and no better for so many iterations is called stalled (provisional). */
    static final int STALLED_AFTER = 100;

    /** Examples that a recent loss rests on: single examples vary, and rare classes must be among them. */
    private static final int EXAMPLES = 1000;

    private static final int SHORTEST_WINDOW = 20;
    private static final int LONGEST_WINDOW = 256;
    private static final int BLOCKS = 5;
    private static final int FIRST = 3;
    /** A constant answer below leaves nothing to learn: one class, or one target for all. */
    private static final double PERFECT = 1e-12;

    static LossProgress of(TraceSnapshot trace) {
        double[] losses = finite(trace.recent());
        double constant = trace.profile().loss() == LossFamily.OTHER
                        || trace.constantAnswer().examples() < LABELS
                ? Double.NaN
                : trace.constantAnswer().loss();
        boolean finite = trace.latest().map(VitalSigns::isFinite).orElse(false);
        double[] window = last(losses, window(trace, losses.length));
        double recent = losses.length == 0 ? Double.NaN : Trend.medianOfMeans(window, BLOCKS);
        Trend trend = Trend.of(last(losses, LONGEST_WINDOW));
        return new LossProgress(start(trace, losses), recent, constant, trend, trace.iterations(), finite);
    }

    /** At most the later half of what was read, lest the start count as recent. */
    private static int window(TraceSnapshot trace, int losses) {
        int examples = Math.max(1, trace.latest().map(VitalSigns::examples).orElse(1));
        int wanted = Math.min(LONGEST_WINDOW, Math.max(SHORTEST_WINDOW, EXAMPLES / examples));
        return Math.min(wanted, Math.max(Math.min(losses, BLOCKS), losses / 2));
    }

    private static double start(TraceSnapshot trace, double[] losses) {
        if (trace.older().isEmpty()) {
            return TheilSen.median(Arrays.copyOf(losses, Math.min(FIRST, losses.length)));
        }
        double[] first = finite(
                trace.full().stream().limit(FIRST).map(IterationReading::vitals).toList());
        return first.length > 0 ? TheilSen.median(first) : trace.older().get(0).meanLoss();
    }

    private static double[] finite(List<VitalSigns> vitals) {
        return vitals.stream()
                .mapToDouble(VitalSigns::loss)
                .filter(Double::isFinite)
                .toArray();
    }

    private static double[] last(double[] values, int n) {
        return Arrays.copyOfRange(values, Math.max(0, values.length - n), values.length);
    }

    /** Whether there is a loss to compare. */
    boolean isKnown() {
        return !Double.isNaN(recent);
    }

    boolean knowsConstant() {
        return !Double.isNaN(constant);
    }

    /** Whether the constant answer is right already: one class, one target. */
    boolean nothingToLearn() {
        return constant <= PERFECT;
    }

    /**
     * Whether nothing shows yet that the network uses its input; against the start where no constant answer is known.
     */
    boolean noBetterThanConstant() {
        if (!finite) {
            return true;
        }
        double fair = knowsConstant() ? constant : start;
        return isKnown() && !nothingToLearn() && !(recent < fair - BETTER * Math.abs(fair));
    }

    boolean betterThanConstant() {
        return finite && isKnown() && !noBetterThanConstant();
    }

    /**
     * Whether so much is learned that nothing can weigh heavily: half of the constant answer's loss is gone. Five percent
     * come by themselves, whatever holds a network back.
     */
    boolean hasLearnedMuch() {
        return betterThanConstant() && !(knowsConstant() && recent > MUCH * constant);
    }

    /** Whether the loss is more than 5 % above the constant answer: worse than without any input. */
    boolean worseThanConstant() {
        return knowsConstant() && recent > (1 + BETTER) * constant;
    }

    boolean aboveStart() {
        return recent > start + BETTER * Math.abs(start);
    }

    /** Whether it falls beyond its noise, and fast enough to matter within the horizon. */
    boolean isFalling(Horizon horizon) {
        return finite && trend.falls() && -trend.slope() * horizon.iterations() >= BETTER * Math.abs(recent);
    }

    /** Whether it has been no better than the constant answer for long, and does not fall. */
    boolean isStalled(Horizon horizon) {
        return iterations >= STALLED_AFTER && noBetterThanConstant() && !isFalling(horizon);
    }

    /**
     * Whether nothing was learned and nothing will be: no better than the constant answer, and either the layers
     * concerned can't move in time or the loss has stalled.
     *
     * @param immobile whether the layers concerned can't move within the horizon
     */
    boolean isHopeless(boolean immobile, Horizon horizon) {
        return noBetterThanConstant() && ((immobile && iterations >= YOUNG) || isStalled(horizon));
    }

    /**
     * Whether a blow at that iteration left the loss damaged: not finite, or no better than the constant answer with
     * layers that no longer move, above its start, or stalled.
     *
     * @param immobile whether layers can't move within the horizon
     */
    boolean isDamagedSince(long iteration, long latest, boolean immobile, Horizon horizon) {
        if (!finite) {
            return true;
        }
        long since = latest - iteration;
        boolean raised = aboveStart() && !isFalling(horizon);
        return noBetterThanConstant()
                && ((since >= YOUNG && immobile) || (since >= CATAPULT && (raised || isStalled(horizon))));
    }

    /** {@code the loss, 1.1, is no better than the constant answer, 1.1}. */
    String describe() {
        if (!finite) {
            return "the loss or a gradient is no longer finite";
        }
        String now = "the loss, " + Figures.of(recent) + ", is ";
        if (!knowsConstant()) {
            return now + (noBetterThanConstant() ? "no better than" : "below") + " where it started, "
                    + Figures.of(start);
        }
        String relation = nothingToLearn()
                ? "to be compared with"
                : worseThanConstant() ? "worse than" : noBetterThanConstant() ? "no better than" : "better than";
        return now + relation + " the constant answer, " + Figures.of(constant);
    }
}
