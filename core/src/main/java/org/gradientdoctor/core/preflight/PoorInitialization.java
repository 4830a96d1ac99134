package org.gradientdoctor.core.preflight;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.signal.EqualWeights;
import org.gradientdoctor.core.signal.WeightScale;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH012 before training: units that are and stay alike, weights far from their critical scale, or a first loss far above a
 * constant answer's.
 */
final class PoorInitialization implements Detector {
    /**
     * First loss over the constant answer's. A sound start answers at random, not confidently wrong: it is
     * a few times the constant answer at most; residual nets whose branches add up reach ten.
     */
    static final double FIRST_LOSS = 30;

    @Override
    public Symptom symptom() {
        return Symptom.POOR_INITIALIZATION;
    }

    @Override
    public String needs() {
        return "the weights of a hidden layer that no normalization rescales";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        Optional<ProbeReading> probe = trace.probes().stream().findFirst();
        if (probe.isEmpty()) {
            return Finding.notEvaluated(this, Missing.NO_PROBE);
        }
        List<String> equal = probe.get().equalUnits().stream()
                .filter(name -> EqualWeights.matters(trace.profile(), name))
                .toList();
        if (!equal.isEmpty()) {
            return Finding.of(
                            this,
                            Outcome.FAILING,
                            "All units of " + Figures.layers(equal) + " have the same weights and gradients, so they"
                                    + " compute, and learn, the same: each such layer is worth one unit.")
                    .withLayers(equal);
        }
        if (Learned.already(trace)) {
            return Finding.healthy(
                    this, "The network has learned already: its weights are no initialization any more.");
        }
        return scale(trace, probe.get());
    }

    private Finding scale(TraceSnapshot trace, ProbeReading probe) {
        WeightScale scale = WeightScale.of(trace.profile(), probe.reading());
        AcrossBatches<Double> firstLoss = AcrossBatches.of(trace, PoorInitialization::firstLoss, r -> r >= FIRST_LOSS);
        if (scale.layers().isEmpty() && firstLoss.isEmpty()) {
            return Finding.notEvaluated(
                    this, "no layer has weights whose scale matters, and the constant answer is not known");
        }
        double ratio = firstLoss.isEmpty() ? Double.NaN : firstLoss.example();
        Measurement[] numbers = {
            new Measurement(
                    "decades of the weights from their critical scale, most extreme layer",
                    scale.extreme(),
                    WeightScale.TOLERANCE),
            new Measurement("first loss over the constant answer's, a ratio", ratio, FIRST_LOSS)
        };
        if (scale.isPoor()) {
            return Finding.of(this, Outcome.WARNING, scale.describe() + ".")
                    .withLayers(scale.deviant())
                    .withMeasurements(numbers);
        }
        if (firstLoss.holds()) {
            return Finding.of(
                            this,
                            Outcome.WARNING,
                            "The first loss is " + Figures.of(ratio) + " × that of a constant answer"
                                    + firstLoss.extent()
                                    + ": the network starts out confident and wrong, and must unlearn that first.")
                    .withMeasurements(numbers);
        }
        return Finding.healthy(this, scale.describe() + ".").withMeasurements(numbers);
    }

    private static Optional<Double> firstLoss(ProbeReading probe) {
        ConstantAnswer constant = Learned.constant(probe);
        double ratio = probe.reading().vitals().loss() / Math.max(constant.loss(), equalOdds(probe, constant));
        // One class, or one target for all, leaves a constant answer of next to nothing to compare with.
        return constant.isKnown() && constant.examples() > 1 && constant.loss() > 1e-3 && Double.isFinite(ratio)
                ? Optional.of(ratio)
                : Optional.empty();
    }

    /**
     * The loss of the constant answer that thinks all classes as likely, which is what a sound start says: where one class
     * is rare the best constant answer is far better, and no start can know it. 0 where there are no classes.
     */
    private static double equalOdds(ProbeReading probe, ConstantAnswer constant) {
        double rows = (double) constant.examples() / probe.reading().vitals().examples();
        return probe.outputs().stream()
                .mapToDouble(output -> switch (output.loss()) {
                    case CROSS_ENTROPY -> Math.log(output.units());
                    case BINARY_CROSS_ENTROPY -> output.units() * Math.log(2);
                    default -> 0;
                })
                .map(row -> row * rows)
                .findFirst()
                .orElse(0);
    }
}
