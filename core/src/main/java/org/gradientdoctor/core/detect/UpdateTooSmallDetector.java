package org.gradientdoctor.core.detect;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.signal.TheilSen;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH007: all layers creep in one direction, too slowly to arrive. */
final class UpdateTooSmallDetector implements Detector {
    /**
     * Iterations within which some layer should have moved by 1 % where no plan is known: ten times
     * slower than 1e-4 per step, below which Deeplearning4j's guide calls an update small, would need 1,000.
     */
    static final long ITERATIONS = 1_000;
    /** Share of the loss that all steps to come promise together, below which nothing will happen. */
    static final double PROMISE = .05;
    /**
     * Median cosine of successive updates below which steps go to and fro: not slow, but overshooting.
     */
    static final double TO_AND_FRO = -.3;

    /** Median cosine above which steps agree: independent batches give 0 without a common way to go. */
    static final double ALIGNED = .5;
    /** Share of the horizon beyond which a layer that creeps has hardly moved: by 10 % at the end of it. */
    static final double NEAR = .1;
    /** Share of the constant answer's loss that first weights hardly ever reach by luck. */
    static final double LUCK = .5;

    @Override
    public Symptom symptom() {
        return Symptom.UPDATE_TOO_SMALL;
    }

    @Override
    public String needs() {
        return "weights and updates in three full readings, and the loss";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        TimeToMove time = TimeToMove.of(trace);
        LossProgress loss = LossProgress.of(trace);
        if (!time.isKnown() || !loss.isKnown()) {
            return Finding.notEvaluated(this, "no full reading holds weights and updates that are finite, with a loss");
        }
        double fastest = fastest(trace);
        if (Double.isInfinite(fastest)) {
            return Finding.notEvaluated(this, "no weights are updated at all, which is for GH011 to judge");
        }
        if (trace.full().size() < Persistence.HELD) {
            return Finding.notEvaluated(
                    this, trace.full().size() + " full readings were taken, and " + Persistence.HELD + " are needed");
        }
        Horizon horizon = Horizon.of(trace, 1, ITERATIONS);
        double promise = promise(trace) * horizon.iterations();
        double cosine = TheilSen.median(trace.recent().stream()
                .mapToDouble(VitalSigns::updateCosine)
                .filter(Double::isFinite)
                .toArray());
        Measurement moves =
                new Measurement("iterations until the fastest layer has moved by 1 %", fastest, horizon.iterations());
        Measurement gains = new Measurement(
                "predicted decrease of the loss within " + horizon + " over the loss, a ratio", promise, PROMISE);
        String what =
                "Even the fastest layer needs " + Figures.of(fastest) + " iterations to move by 1 %, of " + horizon
                        + (cosine > ALIGNED
                                ? ", though successive steps agree (median cosine " + Figures.of(cosine) + ")"
                                : "");
        // Noise would turn the steps: where they agree, there is a way to go, and only the rate is missing.
        // An untold horizon is generous, and hardly anything is promised within it; a plan is all there is.
        double enough = horizon.told() ? LossProgress.MUCH : PROMISE;
        boolean creeps = cosine > ALIGNED && promise < enough && fastest > NEAR * horizon.iterations();
        boolean immobile = fastest > horizon.iterations() && !(cosine < TO_AND_FRO);
        boolean learned = hasLearned(loss) && !loss.isLittleForLong();
        if (!(immobile || creeps) || learned) {
            return Finding.healthy(
                            this,
                            "At its fastest a layer moved by 1 % within " + Figures.of(fastest) + " iterations; "
                                    + loss.describe() + ".")
                    .withMeasurements(moves, gains);
        }
        if (isWarmingUp(trace)) {
            return Finding.notEvaluated(this, "the learning rate is still rising: " + what);
        }
        // A promise that could not be read (line search) does not stand in the way.
        // A small rate at the start may be a warm-up; where no plan is told, that takes a while to rule out.
        int young = horizon.told() ? LossProgress.YOUNG : LossProgress.STALLED_AFTER;
        boolean failing = loss.iterations() >= young
                && !loss.nothingToLearn()
                && ((loss.noBetterThanConstant() && !loss.isReachedBy(promise)) || loss.isLittleForLong());
        return Finding.of(
                        this,
                        failing ? Outcome.FAILING : Outcome.WARNING,
                        what + "; all these steps together promise " + Figures.percent(promise) + " of the loss, and "
                                + loss.describe() + ".")
                .withLayers(List.copyOf(time.iterations().keySet()))
                .withFirstIteration(trace.full().get(0).iteration())
                .withMeasurements(moves, gains);
    }

    /**
     * A loss below the constant answer may be luck of the first weights; one of half of it, one that fell since the
     * start, or one of weights that were trained before they were watched, is none: a net that is fine-tuned.
     */
    private static boolean hasLearned(LossProgress loss) {
        return loss.betterThanConstant()
                && (loss.nothingToLearn()
                        || !loss.fresh()
                        || loss.recent() < LUCK * loss.constant()
                        || loss.recent() < loss.start() - LossProgress.BETTER * Math.abs(loss.start()));
    }

    /**
     * Over all readings remembered, not the latest: a rate that has decayed, or units that died, moved the layers
     * before.
     */
    private static double fastest(TraceSnapshot trace) {
        return trace.full().stream()
                .flatMap(reading -> trace.profile().trainable().stream()
                        .map(layer -> TimeToMove.SHARE / TimeToMove.updateRatio(reading, layer.name())))
                .filter(time -> !Double.isNaN(time))
                .min(Double::compare)
                .orElse(Double.NaN);
    }

    /** Median predicted decrease per iteration over the loss, a ratio; NaN where unread. */
    private static double promise(TraceSnapshot trace) {
        return TheilSen.median(trace.lastFull(Persistence.WINDOW).stream()
                .mapToDouble(UpdateTooSmallDetector::relativeGain)
                .filter(Double::isFinite)
                .toArray());
    }

    private static double relativeGain(IterationReading reading) {
        return reading.predictedGain() / Math.abs(reading.vitals().loss());
    }

    private static boolean isWarmingUp(TraceSnapshot trace) {
        List<VitalSigns> recent = trace.recent();
        double last = recent.get(recent.size() - 1).learningRate();
        return recent.get(recent.size() / 2).learningRate() < last || last == 0;
    }
}
