package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.VitalSigns;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * What L1 and L2 terms weigh in the score, at their heaviest, and what became of the weights since. A term that outweighs
 * the loss pulls the weights to zero, and then weighs nothing any more: only the beginning tells.
 *
 * @param penalty terms over loss, the largest of any full reading, a ratio
 * @param score of that reading
 * @param shrunk median over layers of the weights' root mean square now over that at the start
 */
record Regularization(double penalty, double score, double shrunk) {
    /** Terms over loss from which they, and not the data, set the direction of the step. */
    private static final double DOMINANT = 1;
    /** Weights at less than half of their first size were shrunk on purpose; learning makes them grow. */
    private static final double HALF = .5;

    static Optional<Regularization> of(TraceSnapshot trace) {
        Optional<VitalSigns> heaviest = trace.full().stream()
                .map(IterationReading::vitals)
                .filter(vitals -> Double.isFinite(vitals.score()) && vitals.loss() > 0)
                .max((a, b) -> Double.compare(penalty(a), penalty(b)));
        return heaviest.map(vitals -> new Regularization(
                penalty(vitals),
                vitals.score(),
                shrunk(trace.full().get(0), trace.full().get(trace.full().size() - 1))));
    }

    private static double penalty(VitalSigns vitals) {
        return (vitals.score() - vitals.loss()) / vitals.loss();
    }

    private static double shrunk(IterationReading first, IterationReading last) {
        List<Double> ratios = new ArrayList<>();
        for (LayerReading layer : first.layers()) {
            LayerReading now = last.layer(layer.layer()).orElse(null);
            if (layer.weights() != null && now != null && now.weights() != null) {
                ratios.add(
                        now.weights().values().rms() / layer.weights().values().rms());
            }
        }
        return TheilSen.median(ratios.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray());
    }

    boolean dominates() {
        return penalty > DOMINANT;
    }

    /** Whether it has made the weights small: then that they are small, and all that follows, is its doing. */
    boolean hasShrunkWeights() {
        return dominates() && shrunk < HALF;
    }

    Candidate candidate() {
        return new Candidate(
                Cause.EXCESSIVE_REGULARIZATION,
                Math.max(Candidate.LEAST, Math.log10(penalty)),
                List.of(),
                String.format(
                        Locale.ROOT,
                        "regularization made up %.2g of a score of %.3g, more than the loss itself, and the weights are"
                                + " %.2g of what they were",
                        penalty / (1 + penalty),
                        score,
                        shrunk));
    }
}
