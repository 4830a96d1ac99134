package org.gradientdoctor.core.detect;

import java.util.Comparator;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.signal.InputScale;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH013: columns of the input that are unscaled, and a training that suffers from it. */
final class UnscaledInputDetector implements Detector {

    @Override
    public Symptom symptom() {
        return Symptom.UNSCALED_INPUT;
    }

    @Override
    public String needs() {
        return "an input of numbers with two examples or more, in a full reading";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        Optional<InputScale> worst = trace.inputs().stream()
                .filter(input -> !input.lookedUp() && input.columns().examples() > 1)
                .map(InputScale::of)
                .max(Comparator.comparing(InputScale::badness));
        if (worst.isEmpty()) {
            return Finding.notEvaluated(
                    this,
                    trace.inputs().isEmpty()
                            ? "no full reading was taken of an input"
                            : "all inputs hold indices to be looked up, or a single example");
        }
        InputScale scale = worst.get();
        Finding finding = judge(trace, scale);
        return finding.withMeasurements(
                new Measurement("largest root mean square of a column", scale.largest(), InputScale.LARGE),
                Measurement.of("columns", scale.columns()));
    }

    private Finding judge(TraceSnapshot trace, InputScale scale) {
        LossProgress loss = LossProgress.of(trace);
        if (scale.hasNonFinite()) {
            return Finding.of(this, Outcome.FAILING, scale.describe() + ". " + scale.consequence());
        }
        if (!scale.isUnscaled()) {
            return DepthEvidence.healthy(this, trace, scale.describe() + ".");
        }
        if (loss.hasLearnedMuch()) {
            return DepthEvidence.healthy(this, trace, scale.describe() + ", but " + loss.describe() + ".");
        }
        boolean harm = loss.isKnown() && (!loss.finite() || loss.isHeldBack(Horizon.of(trace)));
        return Finding.of(
                this,
                harm ? Outcome.FAILING : Outcome.WARNING,
                scale.describe() + "; " + loss.describe() + ". " + scale.consequence());
    }
}
