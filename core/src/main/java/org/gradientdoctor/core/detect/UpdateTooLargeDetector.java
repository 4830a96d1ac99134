package org.gradientdoctor.core.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.signal.TheilSen;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH006: steps so long that the gradient says nothing of where they lead. Weights alone are compared, as biases start
 * at zero.
 */
final class UpdateTooLargeDetector implements Detector {
    /** A step that promises more than the whole loss can't keep it: losses here are not negative. */
    static final double WHOLE_LOSS = 1;
    /**
     * rms(ΔW)/rms(W), median over layers: healthy near 1e-3 (Deeplearning4j's guide), suspect above 1e-2;
     * Adam's is η√fan_in, .03 for 1,000 inputs at 1e-3. At .1 weights are replaced in ten steps.
     */
    static final double REPLACING = .1;
    /** A single step that is larger than the weights leaves nothing of how they were initialized. */
    static final double REPLACED = 1;

    /** One step: what it promised relative to the loss, and how far it went relative to the weights. */
    private record Step(double gain, double ratio, List<String> layers) {
        boolean isTooLong() {
            return gain > WHOLE_LOSS || ratio > REPLACING;
        }
    }

    @Override
    public Symptom symptom() {
        return Symptom.UPDATE_TOO_LARGE;
    }

    @Override
    public String needs() {
        return "weights and updates in two full readings, and the loss";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        Optional<Persistence<Step>> judged =
                Persistence.of(trace.full(), reading -> step(trace, reading), Step::isTooLong);
        if (judged.isEmpty()) {
            return Finding.notEvaluated(this, "no full reading holds weights and updates that are finite");
        }
        Persistence<Step> structure = judged.get();
        int struck = structure.lastHeld();
        Step step = struck < 0 ? structure.latest() : structure.readings().get(struck);
        LossProgress loss = LossProgress.of(trace);
        Horizon horizon = Horizon.of(trace);
        boolean learns = loss.betterThanConstant() || (loss.isFalling(horizon) && !loss.aboveStart());
        boolean damage = isDamaged(trace, structure, loss, horizon);
        boolean failing = damage || (structure.isPersistent() && loss.isHeldBack(horizon));
        // The first steps of adaptive updaters are long by construction: such a step alone is not told.
        boolean replaced = struck >= 0
                && structure.readings().stream().anyMatch(past -> past.ratio() > REPLACED)
                && loss.recent() > UpdateTooSmallDetector.LUCK * loss.constant();
        // What was replaced is gone: where nothing was learned since, a falling loss only comes down from the blow.
        failing |= replaced
                && ((loss.noBetterThanConstant() && loss.iterations() >= loss.beginning()) || loss.isHeldBack(horizon));
        boolean warning = (structure.isPersistent() && !learns) || replaced;
        Measurement gain = new Measurement(
                "predicted decrease of the loss by one step over the loss, a ratio", step.gain(), WHOLE_LOSS);
        Measurement ratio = new Measurement("median rms update over rms weights, a ratio", step.ratio(), REPLACING);
        String what = "A step changes the weights by " + Figures.percent(step.ratio())
                + " (median over layers) and promises " + Figures.of(step.gain()) + " times the whole loss";
        if (!failing && !warning) {
            return structure.judged() < 2
                    ? Finding.notEvaluated(this, DepthEvidence.ONE_READING)
                    : Finding.healthy(this, what + "; " + loss.describe() + ".").withMeasurements(gain, ratio);
        }
        return Finding.of(
                        this,
                        failing ? Outcome.FAILING : Outcome.WARNING,
                        what + ", " + structure.extent() + "; " + loss.describe()
                                + ". A step that long leaves the region where the gradient holds.")
                .withLayers(step.layers())
                .withFirstIteration(structure.since())
                .withMeasurements(gain, ratio);
    }

    /** Whether the step of this reading was too long. */
    static boolean isTooLong(TraceSnapshot trace, IterationReading reading) {
        return step(trace, reading).map(Step::isTooLong).orElse(false);
    }

    private static Optional<Step> step(TraceSnapshot trace, IterationReading reading) {
        List<String> layers = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (LayerProfile layer : trace.profile().trainable()) {
            double ratio = TimeToMove.updateRatio(reading, layer.name());
            if (Double.isFinite(ratio)) {
                ratios.add(ratio);
                if (ratio > REPLACING) {
                    layers.add(layer.name());
                }
            }
        }
        double gain = reading.predictedGain() / Math.abs(reading.vitals().loss());
        double median =
                TheilSen.median(ratios.stream().mapToDouble(Double::doubleValue).toArray());
        return Double.isNaN(median) ? Optional.empty() : Optional.of(new Step(gain, median, layers));
    }

    /** Whether a step that promised more than the whole loss was followed by lasting damage. */
    private static boolean isDamaged(
            TraceSnapshot trace, Persistence<Step> structure, LossProgress loss, Horizon horizon) {
        if (trace.flight() != null
                && NonFiniteValueDetector.isOfData(trace.flight().origin().stage())) {
            return false;
        }
        boolean immobile = TimeToMove.of(trace).isBeyond(horizon);
        long latest = trace.latest().map(vitals -> vitals.iteration()).orElse(0L);
        for (int i = 0; i < structure.judged(); i++) {
            if (structure.readings().get(i).gain() > WHOLE_LOSS
                    && loss.isDamagedSince(structure.iterations().get(i), latest, immobile, horizon)) {
                return true;
            }
        }
        return false;
    }
}
