package org.gradientdoctor.core.detect;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.signal.EqualWeights;
import org.gradientdoctor.core.signal.WeightScale;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH012: weights that began all equal, or far from their critical scale, and a training that suffers from it. */
final class PoorInitializationDetector implements Detector {

    /** Deviation of a layer's weights over their RMS up to which only rounding tells them apart. */
    private static final double ALIKE = 1e-3;

    @Override
    public Symptom symptom() {
        return Symptom.POOR_INITIALIZATION;
    }

    @Override
    public String needs() {
        return "the weights of a hidden layer that no normalization rescales, at the first full reading";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        Optional<IterationReading> first = trace.full().stream().findFirst();
        if (first.isEmpty()) {
            return Finding.notEvaluated(this, "no full reading was taken");
        }
        LossProgress loss = LossProgress.of(trace);
        List<String> equal = EqualWeights.in(trace.profile(), first.get());
        WeightScale scale = WeightScale.of(trace.profile(), first.get());
        if (equal.isEmpty() && scale.layers().isEmpty()) {
            return Finding.notEvaluated(this, "no layer has weights whose scale matters");
        }
        Measurement extreme = new Measurement(
                "decades of the weights from their critical scale, most extreme layer",
                scale.extreme(),
                WeightScale.TOLERANCE);
        if (!equal.isEmpty() && (!loss.betterThanConstant() || isStillEqual(trace, equal))) {
            boolean harm = trace.iterations() >= LossProgress.YOUNG && loss.noBetterThanConstant();
            return Finding.of(
                            this,
                            harm ? Outcome.FAILING : Outcome.WARNING,
                            "All units of " + Figures.layers(equal) + " began with the same weights, so they compute,"
                                    + " and learn, the same; " + loss.describe() + ".")
                    .withLayers(equal)
                    .withFirstIteration(first.get().iteration());
        }
        if (!scale.isPoor()) {
            return DepthEvidence.healthy(this, trace, scale.describe() + ".").withMeasurements(extreme);
        }
        if (loss.hasLearnedMuch()) {
            return DepthEvidence.healthy(this, trace, scale.describe() + ", but " + loss.describe() + ".")
                    .withMeasurements(extreme);
        }
        boolean harm = loss.isHeldBack(Horizon.of(trace));
        return Finding.of(
                        this, harm ? Outcome.FAILING : Outcome.WARNING, scale.describe() + "; " + loss.describe() + ".")
                .withLayers(scale.deviant())
                .withFirstIteration(first.get().iteration())
                .withMeasurements(extreme);
    }

    /** Whether units that began alike still are, so that a layer learns as a single unit would. */
    private static boolean isStillEqual(TraceSnapshot trace, List<String> layers) {
        IterationReading last = trace.full().get(trace.full().size() - 1);
        return layers.stream()
                .anyMatch(name -> last.layer(name)
                        .map(LayerReading::weights)
                        .map(ParameterReading::values)
                        .filter(weights -> weights.standardDeviation() <= ALIKE * weights.rms())
                        .isPresent());
    }
}
