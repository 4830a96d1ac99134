package org.gradientdoctor.core.detect;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.signal.DepthTrend;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH001: the error signal shrinks from layer to layer on its way back, until the first layers can't move. */
final class VanishingGradientDetector implements Detector {
    /**
     * Decades of δ lost from output to input that count as vanished (provisional): a healthy ten-layer tanh net loses .6,
     * ten sigmoid layers about 6 (measured).
     */
    static final double VANISHED = 2;
    /** Fewer layers have no trend. */
    static final int LAYERS = 3;

    @Override
    public Symptom symptom() {
        return Symptom.VANISHING_GRADIENT;
    }

    @Override
    public String needs() {
        return "the error signal of three layers or more on one path, in two full readings";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        Optional<Persistence<DepthTrend>> judged = DepthEvidence.of(trace, trend -> trend.decades() <= -VANISHED);
        if (judged.isEmpty()) {
            return Finding.notEvaluated(this, DepthEvidence.missing(trace));
        }
        Persistence<DepthTrend> structure = judged.get();
        DepthTrend trend = structure.latest();
        Measurement decades =
                new Measurement("decades of the error signal from output to input", trend.decades(), -VANISHED);
        if (!structure.holdsNow()) {
            return structure.judged() < 2
                    ? Finding.notEvaluated(this, DepthEvidence.ONE_READING)
                    : Finding.healthy(this, DepthEvidence.describe(trend) + ".").withMeasurements(decades);
        }
        return vanished(trace, structure, decades);
    }

    private Finding vanished(TraceSnapshot trace, Persistence<DepthTrend> structure, Measurement decades) {
        DepthTrend trend = structure.latest();
        List<String> low = trend.layersBelowOutput(VANISHED);
        Horizon horizon = Horizon.of(trace);
        TimeToMove time = TimeToMove.of(trace);
        LossProgress loss = LossProgress.of(trace);
        boolean immobile = time.isBeyond(horizon, low);
        Measurement longest = new Measurement(
                "iterations until the slowest of these layers has moved by 1 %",
                time.longest(low), horizon.iterations());
        String what = DepthEvidence.describe(trend) + ", and is " + Figures.of(VANISHED)
                + " decades or more below the output in " + Figures.layers(low) + "; ";
        if (loss.betterThanConstant() && !immobile) {
            return Finding.healthy(this, what + "these layers move all the same, and " + loss.describe() + ".")
                    .withMeasurements(decades, longest);
        }
        String moves = immobile
                ? "at least half of these need longer than " + horizon + " to move by 1 %"
                : "that these do not move in time is not shown";
        boolean failing = structure.isPersistent() && loss.isHopeless(immobile, horizon);
        String why = "Each layer multiplies the signal by its weights and by the slope of its activation function, and"
                + " here the product stays below 1.";
        return Finding.of(
                        this,
                        failing ? Outcome.FAILING : Outcome.WARNING,
                        what + moves + ", " + structure.extent() + "; " + loss.describe() + ". " + why)
                .withLayers(low)
                .withFirstIteration(structure.since())
                .withMeasurements(decades, longest);
    }
}
