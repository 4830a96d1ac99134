package org.gradientdoctor.remedies.guard;

import java.util.Optional;
import org.gradientdoctor.core.trace.Intervention.Reason;

/**
 * Judges steps by loss and gradient norm before they are taken, against what was usual up to now.
 *
 * <p>A spike has to be far from the running mean <em>and</em> far above all that was recently let pass: the first alone
 * would catch the rare hard example, the second alone a training that has just begun.
 */
final class Judge {
    /** During warm-up only what exceeds everything by this factor is a spike: first steps may well overshoot by tens. */
    private static final double IN_WARM_UP = 1000;
    /** A loss so many deviations above the mean is raised. */
    private static final double RAISED = 3;
    /** So many raised losses in a row are no batch's fault. */
    private static final int RAISED_IN_A_ROW = 10;
    /** A raised loss is a lost network only when it is at least this share of the loss at the start. */
    private static final double LOST = .2;
    /** A mean loss of this many times the start is a diverging one. */
    private static final double DIVERGED = 2;
    /** When it has lasted so long: a long first step may throw the loss up and still lead to a flatter place. */
    private static final int DIVERGED_IN_A_ROW = 50;

    private final GuardSettings settings;
    private RunningLevel loss = new RunningLevel(.01);
    private RunningLevel norm = new RunningLevel(1e-6);
    private int raised;
    private boolean jumped;
    private int diverged;
    private double bestMean = Double.POSITIVE_INFINITY;

    Judge(GuardSettings settings) {
        this.settings = settings;
    }

    private Judge(Judge other) {
        this.settings = other.settings;
        this.loss = other.loss.copy();
        this.norm = other.norm.copy();
        this.bestMean = other.bestMean;
    }

    /** What is usual now, without what is under suspicion. */
    Judge copy() {
        return new Judge(this);
    }

    /** What is wrong with a step; empty where nothing is. Values that are let pass are added to what is usual. */
    Optional<Trouble> judge(double batchLoss, double gradientNorm) {
        if (!Double.isFinite(batchLoss) || !Double.isFinite(gradientNorm)) {
            return Optional.of(Trouble.NON_FINITE);
        }
        Optional<Trouble> jump =
                exceeds(loss, batchLoss, settings.lossFactor()).map(limit -> new Trouble(Reason.LOSS_JUMP, limit));
        if (jump.isPresent()) {
            raised++;
            jumped = true;
            return jump;
        }
        if (jumped && loss.isReady()) {
            // It came and went, so it was a batch and not the network: the next such one is let pass sooner.
            loss.widen(settings.lossFactor());
        }
        jumped = false;
        if (loss.score(batchLoss) > RAISED) {
            raised++;
            if (raised == 1) {
                loss.addHigh(batchLoss, RAISED);
            }
            if (raised >= RAISED_IN_A_ROW && loss.isNearStart(batchLoss, LOST)) {
                return Optional.of(new Trouble(Reason.DIVERGING_LOSS, loss.at(RAISED)));
            }
        } else {
            raised = 0;
            loss.add(batchLoss);
            bestMean = loss.isReady() ? Math.min(bestMean, loss.mean()) : bestMean;
        }
        diverged = loss.meanIsAboveStart(DIVERGED, RAISED) ? diverged + 1 : 0;
        if (diverged >= DIVERGED_IN_A_ROW) {
            return Optional.of(new Trouble(Reason.DIVERGING_LOSS, loss.at(0)));
        }
        Optional<Trouble> spike = exceeds(norm, gradientNorm, settings.normFactor())
                .map(limit -> new Trouble(Reason.EXPLODING_GRADIENT, limit));
        norm.add(spike.isPresent() ? Math.min(gradientNorm, clipped(gradientNorm)) : gradientNorm);
        return spike;
    }

    /** The limit where a value exceeds it. */
    private Optional<Double> exceeds(RunningLevel level, double value, double factor) {
        if (!level.isReady()) {
            double limit = level.largestFirst() * IN_WARM_UP;
            return level.isEmpty() || !(value > limit) || limit == 0 ? Optional.empty() : Optional.of(limit);
        }
        double limit = level.limit(settings.spikeScore(), factor);
        return value > limit ? Optional.of(limit) : Optional.empty();
    }

    /**
     * The norm a spike is clipped to: ZClip's reciprocal form, z* = threshold² / z deviations above the mean, which brings
     * the largest spikes closest to it.
     */
    double clipped(double gradientNorm) {
        if (!norm.isReady()) {
            return norm.largestFirst();
        }
        double score = Math.max(norm.score(gradientNorm), settings.spikeScore());
        return norm.at(settings.spikeScore() * settings.spikeScore() / score);
    }

    /** Whether anything is under suspicion. */
    boolean isSuspicious() {
        return raised > 0 || diverged > 0;
    }

    /** Whether the mean loss is near the best there was: what is worth keeping. */
    boolean isNearBest(double factor) {
        return loss.isNear(bestMean, factor);
    }

    /** Forgets what was usual and begins anew. */
    void restart() {
        loss = new RunningLevel(.01);
        norm = new RunningLevel(1e-6);
        raised = 0;
        jumped = false;
        diverged = 0;
        bestMean = Double.POSITIVE_INFINITY;
    }
}
