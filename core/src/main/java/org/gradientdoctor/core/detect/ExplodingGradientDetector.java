package org.gradientdoctor.core.detect;

import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.signal.DepthTrend;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH002: the error signal grows from layer to layer on its way back, or bursts in a recurrent layer, and steps promise
 * more than the whole loss.
 */
final class ExplodingGradientDetector implements Detector {
    /** A step that promises more than the whole loss leaves the region where the gradient means anything. */
    static final double WHOLE_LOSS = 1;

    /**
     * Growth over depth at one reading, with what the step promised.
     *
     * @param gain predicted decrease of the loss by this step over the loss, a ratio; NaN where unread
     */
    private record Growth(DepthTrend trend, double gain) {
        boolean exploded() {
            return trend.decades() >= DepthTrend.EXPLODED;
        }

        boolean oversteps() {
            return exploded() && gain > WHOLE_LOSS;
        }
    }

    @Override
    public Symptom symptom() {
        return Symptom.EXPLODING_GRADIENT;
    }

    @Override
    public String needs() {
        return "the error signal of three layers or more on one path in two full readings, or 20 iterations of a"
                + " recurrent layer";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        Optional<Persistence<Growth>> judged =
                Persistence.of(trace.signals(), reading -> growth(trace, reading), Growth::exploded);
        Optional<GradientBurst> burst = GradientBurst.in(trace);
        Finding depth = judged.map(growth -> overDepth(trace, growth)).orElseGet(() -> withoutSignal(trace));
        if (burst.isEmpty() || depth.outcome() == Outcome.FAILING) {
            return depth;
        }
        Finding time = burst.get().finding(this, trace);
        return time.outcome().compareTo(depth.outcome()) > 0 ? time : depth;
    }

    /** Where the forward pass overflowed at once, no finite error signal ever came back. */
    private Finding withoutSignal(TraceSnapshot trace) {
        Optional<ForwardGrowth> forward = ForwardGrowth.in(trace);
        if (forward.isEmpty() || hasFaultyData(trace) || LossProgress.of(trace).finite()) {
            return Finding.notEvaluated(this, DepthEvidence.missing(trace));
        }
        ForwardGrowth growth = forward.get();
        return Finding.of(
                        this,
                        Outcome.FAILING,
                        "Pre-activations grow by " + Figures.of(growth.decades()) + " decades over "
                                + Figures.layers(growth.layers())
                                + " and overflow, so that no finite error signal comes"
                                + " back through the same weights.")
                .withLayers(growth.layers())
                .withFirstIteration(trace.full().get(0).iteration())
                .withMeasurements(new Measurement(
                        "decades of the pre-activations from input to output",
                        growth.decades(),
                        ForwardGrowth.EXPLODED));
    }

    private static Optional<Growth> growth(TraceSnapshot trace, IterationReading reading) {
        double loss = Math.abs(reading.vitals().loss());
        return DepthEvidence.trend(trace, reading).map(trend -> new Growth(trend, reading.predictedGain() / loss));
    }

    private Finding overDepth(TraceSnapshot trace, Persistence<Growth> structure) {
        LossProgress loss = LossProgress.of(trace);
        Horizon horizon = Horizon.of(trace);
        int blow = lastingBlow(trace, structure, loss, horizon);
        boolean harm = (loss.noBetterThanConstant() && !loss.isFalling(horizon)) || loss.isHeldBack(horizon);
        if (blow < 0 && persists(structure) && harm) {
            blow = structure.lastHeld();
        }
        if (blow >= 0) {
            Growth growth = structure.readings().get(blow);
            String what = growth.trend().describe() + ", and one step promises " + Figures.of(growth.gain())
                    + " times the whole loss; " + loss.describe() + ". ";
            return growsAfterLongSteps(trace, structure)
                    ? sick(
                            Outcome.WARNING,
                            what + "It did not grow before steps that were too long: that is for GH006 to judge.",
                            growth,
                            structure)
                    : sick(
                            Outcome.FAILING,
                            what + "Each layer multiplies the signal by its weights and by the slope of its activation"
                                    + " function, and here the product stays above 1.",
                            growth,
                            structure);
        }
        Growth latest = structure.latest();
        String what = latest.trend().describe();
        if (structure.holdsNow() && !(loss.betterThanConstant() && !latest.oversteps())) {
            return sick(
                    Outcome.WARNING,
                    what + ", " + structure.extent() + "; " + loss.describe() + ".",
                    latest,
                    structure);
        }
        return structure.judged() < 2
                ? Finding.notEvaluated(this, DepthEvidence.ONE_READING)
                : Finding.healthy(this, what + "; " + loss.describe() + ".").withMeasurements(numbers(latest));
    }

    private Finding sick(Outcome outcome, String explanation, Growth growth, Persistence<Growth> structure) {
        return Finding.of(this, outcome, explanation)
                .withLayers(growth.trend().layersAboveOutput(DepthTrend.EXPLODED))
                .withFirstIteration(structure.since())
                .withMeasurements(numbers(growth));
    }

    private static Measurement[] numbers(Growth growth) {
        return new Measurement[] {
            new Measurement(
                    "decades of the error signal from output to input",
                    growth.trend().decades(),
                    DepthTrend.EXPLODED),
            new Measurement(
                    "predicted decrease of the loss by one step over the loss, a ratio", growth.gain(), WHOLE_LOSS)
        };
    }

    private static boolean persists(Persistence<Growth> structure) {
        int judged = structure.judged();
        long oversteps = structure.readings().subList(Math.max(0, judged - Persistence.WINDOW), judged).stream()
                .filter(Growth::oversteps)
                .count();
        return structure.isPersistent() && oversteps >= Persistence.HELD;
    }

    /** The first blow whose damage lasts, not by data that were not finite themselves; -1 where there is none. */
    private static int lastingBlow(
            TraceSnapshot trace, Persistence<Growth> structure, LossProgress loss, Horizon horizon) {
        boolean faultyData = hasFaultyData(trace);
        boolean immobile = TimeToMove.of(trace).isBeyond(horizon);
        long latest = trace.latest().map(vitals -> vitals.iteration()).orElse(0L);
        for (int i = 0; i < structure.judged() && !faultyData; i++) {
            Growth growth = structure.readings().get(i);
            boolean blow = growth.oversteps() || (growth.exploded() && !loss.finite());
            if (blow && loss.isDamagedSince(structure.iterations().get(i), latest, immobile, horizon)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Steps that are too long blow up the weights, and then the signal grows over depth as well: instability in time, of
     * which growth over depth is a consequence and no cause.
     */
    private static boolean growsAfterLongSteps(TraceSnapshot trace, Persistence<Growth> structure) {
        long first = structure.iterations().get(structure.holds().indexOf(true));
        return trace.full().stream()
                .filter(reading -> reading.iteration() < first)
                .anyMatch(reading -> UpdateTooLargeDetector.isTooLong(trace, reading));
    }

    private static boolean hasFaultyData(TraceSnapshot trace) {
        return trace.flightRecord()
                .map(flight -> NonFiniteValueDetector.isOfData(flight.origin().stage()))
                .orElse(false);
    }
}
