package org.gradientdoctor.remedies.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.remedies.remedy.Figure;

/**
 * The learning rate the first readings ask for.
 *
 * <p>Two measurements bound it. The step should move weights by about {@value #HEALTHY_RATIO} of their size (between the
 * 1e-3 and 1e-2 that are usual; rule of thumb of Deeplearning4j's training UI and of Karpathy's lecture notes), and it
 * should not promise more loss than there is. Both grow with the rate in proportion. Only the first
 * readings count: later ones are of weights that the rate has already spoiled.
 *
 * @param factor the new rate over the present one, at most {@value #MOST}
 * @param evidence the numbers, as a sentence
 */
record RateTarget(double factor, String evidence) {
    static final double HEALTHY_RATIO = 3e-3;
    static final double LARGEST_HEALTHY_RATIO = 1e-2;
    private static final double MOST = .5;
    private static final double LEAST = 1e-4;
    private static final double UNMEASURED = .1;
    private static final int FIRST_READINGS = 5;

    static RateTarget of(List<IterationReading> readings) {
        List<IterationReading> finite = readings.stream()
                .filter(reading -> reading.isFull() && reading.vitals().isFinite())
                .limit(FIRST_READINGS)
                .toList();
        double ratio = updateRatio(finite);
        double excess = median(finite.stream()
                .map(reading -> reading.predictedGain() / reading.vitals().loss())
                .filter(value -> value > 0 && Double.isFinite(value))
                .toList());
        double factor = MOST;
        List<String> evidence = new ArrayList<>();
        if (ratio > LARGEST_HEALTHY_RATIO) {
            factor = Math.min(factor, HEALTHY_RATIO / ratio);
            evidence.add("one step moves weights by " + Figure.of(ratio)
                    + " of their size (median of the first readings; " + Figure.of(HEALTHY_RATIO) + " is healthy)");
        }
        if (excess > 1) {
            factor = Math.min(factor, 1 / excess);
            evidence.add("one step promises to lower the loss by " + Figure.of(excess) + " times what there is of it");
        }
        if (evidence.isEmpty()) {
            boolean measured = !Double.isNaN(ratio) || !Double.isNaN(excess);
            return measured
                    ? new RateTarget(MOST, "the first readings show no step too large, so half is tried")
                    : new RateTarget(UNMEASURED, "no reading tells by how much, so a tenth is tried");
        }
        return new RateTarget(Math.max(LEAST, factor), String.join("; ", evidence));
    }

    /** Update over weights, RMS by RMS, the median over layers of the first finite readings; NaN where not read. */
    static double updateRatio(List<IterationReading> readings) {
        return median(readings.stream()
                .filter(reading -> reading.isFull() && reading.vitals().isFinite())
                .limit(FIRST_READINGS)
                .flatMap(reading -> reading.layers().stream())
                .flatMap(RateTarget::ratio)
                .toList());
    }

    private static Stream<Double> ratio(LayerReading layer) {
        ParameterReading weights = layer.weights();
        double ratio = weights == null ? Double.NaN : weights.updateRatio();
        return ratio > 0 && Double.isFinite(ratio) ? Stream.of(ratio) : Stream.empty();
    }

    /** NaN where there are no values. */
    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
