package org.gradientdoctor.core.detect;

import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.signal.ExampleSpread;
import org.gradientdoctor.core.signal.TheilSen;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH010: the loss rests at the constant answer: the network has learned the label frequencies and nothing from its
 * input. A loss that rests below it has converged, or the labels are noisy.
 */
final class StalledLossDetector implements Detector {
    /** Spread of the predictions across examples over that of the labels: below, all get one answer. */
    static final double ALIKE = .1;

    @Override
    public Symptom symptom() {
        return Symptom.STALLED_LOSS;
    }

    @Override
    public String needs() {
        return "the loss over " + LossProgress.STALLED_AFTER + " iterations; labels for the constant answer";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        LossProgress loss = LossProgress.of(trace);
        if (!loss.isKnown()) {
            return Finding.notEvaluated(this, "no finite loss was read");
        }
        if (!loss.finite()) {
            return Finding.notEvaluated(
                    this, "the loss or a gradient is no longer finite, which is for GH003 to judge");
        }
        double spread = relativeSpread(trace);
        Horizon horizon = Horizon.of(trace);
        Measurement[] numbers = {
            new Measurement(
                    "recent loss over the constant answer's, a ratio",
                    loss.recent() / (loss.knowsConstant() ? loss.constant() : loss.start()),
                    1 - LossProgress.BETTER),
            new Measurement("spread of predictions over spread of labels, a ratio", spread, ALIKE)
        };
        if (loss.betterThanConstant() && trace.iterations() >= LossProgress.YOUNG) {
            return Finding.healthy(this, loss.sentence()).withMeasurements(numbers);
        }
        if (!loss.isLong()) {
            return Finding.notEvaluated(
                    this,
                    trace.iterations() + " iterations of " + loss.examples()
                            + " examples were read, and a loss is called stalled after "
                            + LossProgress.STALLED_AFTER + " iterations and " + LossProgress.EXAMPLES
                            + " examples at the earliest");
        }
        if (!loss.isStalled(horizon)) {
            return Finding.healthy(this, loss.sentence() + " But it falls.").withMeasurements(numbers);
        }
        boolean failing = loss.knowsConstant() && (loss.worseThanConstant() || !(spread >= ALIKE));
        String answers = Double.isNaN(spread)
                ? ""
                : ", and predictions differ across examples by " + Figures.percent(spread) + " of what labels do";
        return Finding.of(
                        this,
                        failing ? Outcome.FAILING : Outcome.WARNING,
                        "After " + trace.iterations() + " iterations " + loss.describe() + answers
                                + "; its trend is flat. Nothing was learned from the input.")
                .withFirstIteration(trace.recent().get(0).iteration())
                .withMeasurements(numbers);
    }

    /** Median over the latest full readings; NaN where it could not be read or labels do not differ. */
    static double relativeSpread(TraceSnapshot trace) {
        return TheilSen.median(trace.lastFull(Persistence.WINDOW).stream()
                .mapToDouble(ExampleSpread::ofPredictions)
                .filter(Double::isFinite)
                .toArray());
    }
}
