package org.gradientdoctor.core.preflight;

import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.signal.ExampleSpread;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH016 before training: examples become indistinguishable with depth. */
final class AlikeExamples implements Detector {

    @Override
    public Symptom symptom() {
        return Symptom.COLLAPSED_SIGNAL;
    }

    @Override
    public String needs() {
        return "activations of two examples or more that differ in input and label";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        AcrossBatches<ExampleSpread> spreads = AcrossBatches.of(
                trace, probe -> ExampleSpread.of(trace.profile(), probe.reading()), ExampleSpread::collapses);
        if (spreads.isEmpty()) {
            return Finding.notEvaluated(
                    this,
                    Missing.orNoProbe(
                            trace, "no batch has two examples or more that differ in input and label in two places"));
        }
        ExampleSpread spread = spreads.example();
        Measurement[] numbers = {
            new Measurement(
                    "spread across examples over root mean square, last hidden layer",
                    spread.last(),
                    ExampleSpread.ALIKE),
            new Measurement("decades by which it changes on the way there", spread.decades(), -ExampleSpread.DECADES)
        };
        String what = "In layer " + spread.layers().get(spread.layers().size() - 1) + " examples differ by "
                + Figures.of(spread.last()) + " of the activations' size, " + Figures.of(Math.abs(spread.decades()))
                + " decades " + (spread.decades() < 0 ? "less" : "more") + " than at their widest before"
                + spreads.extent();
        return spreads.holds()
                ? Finding.of(
                                this,
                                Outcome.WARNING,
                                what + ": with the same answer for every example, no gradient tells them apart.")
                        .withLayers(spread.layers())
                        .withMeasurements(numbers)
                : Finding.healthy(this, what + ".").withMeasurements(numbers);
    }
}
