package org.gradientdoctor.core.detect;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.signal.Fading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH001: the error signal shrinks from layer to layer on its way back, until the first layers can't move; or from step to
 * step, where probes read it over time.
 */
final class VanishingGradientDetector implements Detector {
    @Override
    public Symptom symptom() {
        return Symptom.VANISHING_GRADIENT;
    }

    @Override
    public String needs() {
        return "the error signal of three layers or more on one path, in two full readings, or of a recurrent layer over time,"
                + " by probes";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        Finding depth = overDepth(trace);
        Optional<Finding> time = VanishingOverTime.of(trace).map(over -> over.finding(this, trace));
        boolean timeSaysMore =
                time.isPresent() && (time.get().outcome().isSick() || depth.outcome() == Outcome.NOT_EVALUATED);
        return timeSaysMore && !depth.outcome().isSick() ? time.get() : depth;
    }

    private Finding overDepth(TraceSnapshot trace) {
        Optional<Persistence<Fading>> judged =
                Persistence.of(trace.signals(), reading -> Fading.of(trace.profile(), reading), Fading::isVanished);
        if (judged.isEmpty()) {
            return Finding.notEvaluated(this, DepthEvidence.missing(trace));
        }
        Persistence<Fading> structure = judged.get();
        Fading fading = structure.latest();
        Measurement decades =
                new Measurement("decades of the error signal from output to input", fading.decades(), -Fading.VANISHED);
        if (!structure.holdsNow()) {
            return structure.judged() < 2
                    ? Finding.notEvaluated(this, DepthEvidence.ONE_READING)
                    : Finding.healthy(this, fading.describe() + ".").withMeasurements(decades);
        }
        return vanished(trace, structure, decades);
    }

    private Finding vanished(TraceSnapshot trace, Persistence<Fading> structure, Measurement decades) {
        Fading fading = structure.latest();
        List<String> low = fading.layers();
        Horizon horizon = Horizon.of(trace);
        TimeToMove time = TimeToMove.of(trace);
        LossProgress loss = LossProgress.of(trace);
        boolean immobile = time.isBeyond(horizon, low);
        Measurement longest = new Measurement(
                "iterations until the slowest of these layers has moved by 1 %",
                time.longest(low), horizon.iterations());
        String what = fading.describe() + ", and next to nothing of it reaches " + Figures.layers(low) + "; ";
        if (loss.betterThanConstant() && !immobile) {
            return Finding.healthy(this, what + "these layers move all the same, and " + loss.describe() + ".")
                    .withMeasurements(decades, longest);
        }
        String moves = immobile
                ? "at least a third of these need longer than " + horizon + " to move by 1 %"
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
