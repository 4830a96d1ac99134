package org.gradientdoctor.core.detect;

import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.signal.ExampleSpread;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH016: layer by layer examples become alike, until the last hidden layer answers the same for all (Poole 2016: their
 * correlation tends to 1). No gradient can then tell them apart. A summary over the whole buffer can't see it.
 */
final class CollapsedSignalDetector implements Detector {
    @Override
    public Symptom symptom() {
        return Symptom.COLLAPSED_SIGNAL;
    }

    @Override
    public String needs() {
        return "activations of two examples or more that differ in input and label, in two full readings";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        if (trace.flightRecord().isPresent()) {
            return Finding.notEvaluated(this, DepthEvidence.NOT_FINITE);
        }
        Optional<Persistence<ExampleSpread>> judged = Persistence.of(
                trace.full(), reading -> ExampleSpread.of(trace.profile(), reading), ExampleSpread::collapses);
        if (judged.isEmpty()) {
            return Finding.notEvaluated(
                    this,
                    trace.full().isEmpty()
                            ? "no full reading was taken"
                            : "no batch with two examples or more, that differ in input and label, was read in two"
                                    + " places on one path");
        }
        Persistence<ExampleSpread> structure = judged.get();
        ExampleSpread spread = structure.latest();
        Measurement[] numbers = {
            new Measurement(
                    "spread across examples over root mean square, last hidden layer",
                    spread.last(),
                    ExampleSpread.ALIKE),
            new Measurement("decades by which it changes on the way there", spread.decades(), -ExampleSpread.DECADES),
            new Measurement(
                    "spread of predictions over spread of labels, a ratio",
                    spread.predictions(),
                    StalledLossDetector.ALIKE)
        };
        LossProgress loss = LossProgress.of(trace);
        String what = "In layer " + last(spread) + " examples differ by " + Figures.of(spread.last())
                + " of the activations' size, " + Figures.of(Math.abs(spread.decades())) + " decades "
                + (spread.decades() < 0 ? "less" : "more") + " than at their widest before; " + loss.describe() + ".";
        if (!structure.holdsNow()) {
            return structure.judged() < 2
                    ? Finding.notEvaluated(this, DepthEvidence.ONE_READING)
                    : Finding.healthy(this, what).withMeasurements(numbers);
        }
        if (loss.betterThanConstant()) {
            // A narrow answer may be a right one: targets that hardly differ, bits near their threshold.
            return Finding.of(this, Outcome.HEALTHY, what).withMeasurements(numbers);
        }
        Horizon horizon = Horizon.of(trace);
        boolean immobile = TimeToMove.of(trace).isBeyond(horizon, spread.layers());
        boolean failing = structure.isPersistent()
                && !(spread.predictions() >= StalledLossDetector.ALIKE)
                && loss.isHopeless(immobile, horizon);
        return Finding.of(
                        this,
                        failing ? Outcome.FAILING : Outcome.WARNING,
                        what + " With the same answer for every example, no gradient tells them apart ("
                                + structure.extent() + ").")
                .withLayers(spread.layers())
                .withFirstIteration(structure.since())
                .withMeasurements(numbers);
    }

    private static String last(ExampleSpread spread) {
        return spread.layers().get(spread.layers().size() - 1);
    }
}
