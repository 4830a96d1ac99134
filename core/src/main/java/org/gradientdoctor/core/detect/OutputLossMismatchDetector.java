package org.gradientdoctor.core.detect;

import java.util.Comparator;
import java.util.List;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.preflight.OutputFit;
import org.gradientdoctor.core.preflight.OutputFit.Misfit;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH014: output activation, loss and labels that do not fit each other. What cannot work needs no consequence. */
final class OutputLossMismatchDetector implements Detector {

    @Override
    public Symptom symptom() {
        return Symptom.OUTPUT_LOSS_MISMATCH;
    }

    @Override
    public String needs() {
        return "an output layer with labels, in a full reading";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        if (trace.outputs().isEmpty()) {
            return Finding.notEvaluated(this, "no full reading was taken of an output layer with its labels");
        }
        List<Misfit> misfits = trace.outputs().stream()
                .flatMap(output -> OutputFit.judge(output).stream())
                .toList();
        if (misfits.isEmpty()) {
            return DepthEvidence.healthy(
                    this, trace, OutputFit.praise(trace.outputs().get(0)));
        }
        Misfit worst =
                misfits.stream().max(Comparator.comparing(Misfit::outcome)).orElseThrow();
        LossProgress loss = LossProgress.of(trace);
        boolean alike = answersAllAlike(trace, loss);
        if (worst.outcome() != Outcome.FAILING && loss.hasLearnedMuch() && !alike) {
            return DepthEvidence.healthy(this, trace, worst.explanation() + " But " + loss.describe() + ".");
        }
        boolean failing = worst.outcome() == Outcome.FAILING || alike || loss.isHeldBack(Horizon.of(trace));
        String harm = alike
                ? " And so it came: " + loss.describe() + ", though all examples get the same answer."
                : " " + loss.sentence();
        return Finding.of(this, failing ? Outcome.FAILING : Outcome.WARNING, worst.explanation() + harm)
                .withLayers(misfits.stream().map(Misfit::layer).distinct().toList())
                .withMeasurements(
                        Measurement.of("smallest label", worst.smallest()),
                        Measurement.of("largest label", worst.largest()));
    }

    /** Whether a loss was had by one answer for all examples, which a pair that fits would not allow. */
    private static boolean answersAllAlike(TraceSnapshot trace, LossProgress loss) {
        return trace.full().size() >= Persistence.HELD
                && loss.betterThanConstant()
                && StalledLossDetector.relativeSpread(trace) < StalledLossDetector.ALIKE;
    }
}
