package org.gradientdoctor.core.detect;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
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
    /** Decades of δ gained from output to input (provisional): N(0, 1) weights over ten ReLU layers give 4.5. */
    static final double EXPLODED = 2;
    /** A step that promises more than the whole loss leaves the region where the gradient means anything. */
    static final double WHOLE_LOSS = 1;

    /**
     * Growth over depth at one reading, with what the step promised.
     *
     * @param gain predicted decrease of the loss by this step over the loss, a ratio; NaN where unread
     */
    private record Growth(DepthTrend trend, double gain) {
        boolean exploded() {
            return trend.decades() >= EXPLODED;
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
                Persistence.of(trace.full(), reading -> growth(trace, reading), Growth::exploded);
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
        int struck = structure.lastHeld();
        Growth growth = struck < 0 ? structure.latest() : structure.readings().get(struck);
        Horizon horizon = Horizon.of(trace);
        LossProgress loss = LossProgress.of(trace);
        boolean damage = struck >= 0 && isDamaged(trace, structure, loss, horizon);
        boolean persists = structure.isPersistent()
                && structure
                                .readings()
                                .subList(Math.max(0, structure.judged() - Persistence.WINDOW), structure.judged())
                                .stream()
                                .filter(Growth::oversteps)
                                .count()
                        >= Persistence.HELD
                && loss.noBetterThanConstant()
                && !loss.isFalling(horizon);
        Measurement decades = new Measurement(
                "decades of the error signal from output to input",
                growth.trend().decades(),
                EXPLODED);
        Measurement gain = new Measurement(
                "predicted decrease of the loss by one step over the loss, a ratio", growth.gain(), WHOLE_LOSS);
        String what = DepthEvidence.describe(growth.trend());
        if (damage || persists) {
            List<String> high = growth.trend().layersAboveOutput(EXPLODED);
            return Finding.of(
                            this,
                            Outcome.FAILING,
                            what + ", and one step promises " + Figures.of(growth.gain())
                                    + " times the whole loss; " + loss.describe()
                                    + ". Each layer multiplies the signal by its weights and by the slope of its"
                                    + " activation function, and here the product stays above 1.")
                    .withLayers(high)
                    .withFirstIteration(structure.since())
                    .withMeasurements(decades, gain);
        }
        if (structure.holdsNow() && !(loss.betterThanConstant() && !growth.oversteps())) {
            return Finding.of(this, Outcome.WARNING, what + ", " + structure.extent() + "; " + loss.describe() + ".")
                    .withLayers(growth.trend().layersAboveOutput(EXPLODED))
                    .withFirstIteration(structure.since())
                    .withMeasurements(decades, gain);
        }
        return structure.judged() < 2
                ? Finding.notEvaluated(this, DepthEvidence.ONE_READING)
                : Finding.healthy(
                                this, DepthEvidence.describe(structure.latest().trend()) + "; " + loss.describe() + ".")
                        .withMeasurements(decades, gain);
    }

    /** A blow was struck, and what it broke stayed broken; not by data that were not finite themselves. */
    private static boolean isDamaged(
            TraceSnapshot trace, Persistence<Growth> structure, LossProgress loss, Horizon horizon) {
        boolean faultyData = hasFaultyData(trace);
        long latest = trace.latest().map(vitals -> vitals.iteration()).orElse(0L);
        for (int i = 0; i < structure.judged() && !faultyData; i++) {
            Growth growth = structure.readings().get(i);
            boolean blow = growth.oversteps() || (growth.exploded() && !loss.finite());
            if (blow && loss.isDamagedSince(structure.iterations().get(i), latest, horizon)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasFaultyData(TraceSnapshot trace) {
        return trace.flightRecord()
                .map(flight -> NonFiniteValueDetector.isOfData(flight.origin().stage()))
                .orElse(false);
    }
}
