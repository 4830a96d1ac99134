package org.gradientdoctor.remedies.ranking;

import java.util.List;
import java.util.stream.Stream;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.LayerReading;
import org.gradientdoctor.core.reading.ParameterReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** How large weights are (root mean square of each layer's), and how they grew, over the full readings of a trace. */
final class WeightSizes {
    private WeightSizes() {}

    /** Of the first reading of a training or else of a probe, the median over layers; NaN where nothing was read. */
    static double median(TraceSnapshot trace) {
        Stream<IterationReading> readings =
                Stream.concat(trace.full().stream(), trace.probes().stream().map(ProbeReading::reading));
        return RateTarget.median(readings.findFirst().stream()
                .flatMap(reading -> reading.layers().stream())
                .map(WeightSizes::size)
                .filter(size -> size > 0 && Double.isFinite(size))
                .toList());
    }

    /**
     * Size at the last reading with finite weights over that at the first, the median over layers; NaN where fewer than
     * two were read.
     */
    static Growth growth(TraceSnapshot trace) {
        List<IterationReading> finite = trace.full().stream()
                .filter(reading -> reading.isFull() && reading.vitals().isFinite())
                .toList();
        if (finite.size() < 2) {
            return new Growth(Double.NaN, 0);
        }
        IterationReading first = finite.get(0);
        IterationReading last = finite.get(finite.size() - 1);
        List<Double> ratios = first.layers().stream()
                .map(layer -> last.layer(layer.layer()).map(WeightSizes::size).orElse(Double.NaN) / size(layer))
                .filter(ratio -> ratio > 0 && Double.isFinite(ratio))
                .toList();
        return new Growth(RateTarget.median(ratios), last.iteration() - first.iteration());
    }

    private static double size(LayerReading layer) {
        ParameterReading weights = layer.weights();
        return weights == null ? Double.NaN : weights.values().rms();
    }

    /**
     * @param ratio last size over first; NaN where unknown
     * @param iterations between the two
     */
    record Growth(double ratio, long iterations) {
        /** The mean of the logarithm of the growth per iteration; NaN where unknown. */
        double perIteration() {
            return iterations > 0 ? Math.log(ratio) / iterations : Double.NaN;
        }
    }
}
