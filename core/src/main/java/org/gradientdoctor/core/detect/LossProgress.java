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
 * @param examples in the latest batch
 * @param planned how many iterations the user means to train; 0 where not told
 * @param fresh whether training was watched from its first iteration; not so where trained weights are tuned further
 * @param finite whether the latest loss is finite
 */
record LossProgress(
        double start,
        double recent,
        double constant,
        Trend trend,
        long iterations,
        long examples,
        long planned,
        boolean fresh,
        boolean finite) {
    /** Less than 5 % below the constant answer is no better: about the noise of the estimate itself. */
    static final double BETTER = .05;
    /** Share of the constant answer's loss below which a network has learned much. */
    static final double MUCH = .5;
    /** Fewer labels than this make the entropy of two or three classes 3 % too low and more (Miller 1955). */
    static final long LABELS = 30;
    /** Before so many iterations nearly every network is no better than the constant answer. */
    static final int YOUNG = 10;
    /**
     * A long first step may throw the loss up and still lead to a flatter place, from where it falls (the catapult of
     * Lewkowycz 2020): for so many iterations a raised loss is only told.
     */
    static final int CATAPULT = 50;
    /** A loss that is flat and no better for so many iterations is called stalled. */
    static final int STALLED_AFTER = 100;
    /** Share of a told plan after which a sound training has begun to learn (docs/design-decisions.md). */
    static final double BEGUN = .1;
    /** Share of a told plan after which little learned is all there is to come, unless the trend says otherwise. */
    static final double LATE = .5;

    /**
     * Examples that a recent loss rests on, and a stalled one at least: single examples vary, and rare classes must be
     * among them.
     */
    static final int EXAMPLES = 1000;

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
        int examples = trace.latest().map(VitalSigns::examples).orElse(0);
        return new LossProgress(
                start(trace, losses),
                recent,
                constant,
                trend,
                trace.iterations(),
                examples,
                trace.plannedIterations(),
                trace.latest()
                        .map(latest -> latest.iteration() < trace.iterations())
                        .orElse(true),
                finite);
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

    /**
     * Whether a decrease by this share of the loss would make it better than the constant answer; where that is not
     * known, than it is now.
     */
    boolean isReachedBy(double decrease) {
        double fair = knowsConstant() ? constant : recent;
        return recent - decrease * Math.abs(recent) <= fair - BETTER * Math.abs(fair);
    }

    boolean aboveStart() {
        return recent > start + BETTER * Math.abs(start);
    }

    /** Whether it falls beyond its noise, and fast enough to matter within the horizon. */
    boolean isFalling(Horizon horizon) {
        return finite && trend.falls() && -trend.slope() * horizon.iterations() >= BETTER * Math.abs(recent);
    }

    /**
     * Whether at its present pace the loss will be better than the constant answer within the horizon. Pace is
     * extrapolated as a line, which flatters: losses fall ever more slowly.
     */
    private boolean isOnItsWay(Horizon horizon) {
        return isFalling(horizon)
                && !(knowsConstant() && recent + trend.slope() * horizon.iterations() > (1 - BETTER) * constant);
    }

    /**
     * Whether it has been no better than the constant answer for long, over many examples, and isn't on its way to
     * be.
     */
    boolean isStalled(Horizon horizon) {
        return isLong() && noBetterThanConstant() && !isOnItsWay(horizon);
    }

    /** Whether enough iterations and examples were seen to call a loss stalled: single examples teach little each. */
    boolean isLong() {
        return iterations >= STALLED_AFTER && iterations * examples >= EXAMPLES;
    }

    /**
     * Whether nothing was learned where a sound training would have begun to. A fault must be known besides, as some
     * sound trainings rest at the constant answer for long. A loss that comes down to the constant answer from above
     * has learned nothing from its input by that.
     */
    boolean isStuck(Horizon horizon) {
        return iterations >= beginning() && noBetterThanConstant() && (worseThanConstant() || !isOnItsWay(horizon));
    }

    /** Iterations after which a sound training has begun to learn: enough for a loss and a trend to be told from noise. */
    long beginning() {
        long tenth = Math.round(BEGUN * planned);
        return planned > 0 ? Math.max(SHORTEST_WINDOW, Math.min(STALLED_AFTER, tenth)) : STALLED_AFTER;
    }

    /**
     * Whether most of a told plan is spent, less than half of the constant answer's loss is gone, and at the present
     * pace it will not be by the plan's end. A fault must be known besides: hard tasks and noisy labels end so, too;
     * and what was learned before is not to be seen in a training that is tuned further.
     */
    boolean isLittleForLong() {
        long left = Math.max(0, planned - iterations);
        return beganWithNothing()
                && planned > 0
                && iterations >= LATE * planned
                && knowsConstant()
                && !hasLearnedMuch()
                && !(trend.falls() && recent + trend.slope() * left < MUCH * constant);
    }

    /** First weights are hardly ever better than the constant answer; such as are were trained, whatever their count. */
    private boolean beganWithNothing() {
        return fresh && !(start < (1 - BETTER) * constant);
    }

    /** Whether nothing was learned yet, or little until late, and no way to more shows: the harm that a fault may do. */
    boolean isHeldBack(Horizon horizon) {
        return isStuck(horizon) || isLittleForLong();
    }

    /**
     * Whether little was learned and little will be: held back, or no better than the constant answer with layers
     * concerned that can't move in time.
     *
     * @param immobile whether the layers concerned can't move within the horizon
     */
    boolean isHopeless(boolean immobile, Horizon horizon) {
        return (immobile && iterations >= YOUNG && noBetterThanConstant()) || isHeldBack(horizon);
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

    /** The same as a sentence of its own. */
    String sentence() {
        String described = describe();
        return Character.toUpperCase(described.charAt(0)) + described.substring(1) + ".";
    }
}
