package org.gradientdoctor.samples.theory;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * Prediction and measurement of one kind of network over several seeds.
 *
 * @param activation its activation function
 * @param weights its initialization
 * @param gains one for each seed
 */
record GainComparison(Activation activation, WeightInit weights, List<LayerGain> gains) {
    /** What the project asks of its theory, as a ratio. */
    private static final double AGREEMENT = .1;

    GainComparison {
        gains = List.copyOf(gains);
    }

    static GainComparison of(RandomStack stack, Activation activation, WeightInit weights, int seeds) {
        return new GainComparison(
                activation,
                weights,
                LongStream.rangeClosed(1, seeds)
                        .mapToObj(
                                seed -> LayerGain.of(stack.network(activation, weights, seed), stack.data(1000 + seed)))
                        .toList());
    }

    double predicted() {
        return geometricMean(LayerGain::predicted);
    }

    double measured() {
        return geometricMean(LayerGain::measured);
    }

    /** Measured over predicted. */
    double ratio() {
        return measured() / predicted();
    }

    double lowestRatio() {
        return gains.stream().mapToDouble(GainComparison::ratio).min().orElse(Double.NaN);
    }

    double highestRatio() {
        return gains.stream().mapToDouble(GainComparison::ratio).max().orElse(Double.NaN);
    }

    /** The median of the seeds: near the edge, depths differ by decades with the chance of the draw. */
    double trainableDepth() {
        double[] depths =
                gains.stream().mapToDouble(LayerGain::trainableDepth).sorted().toArray();
        return depths[depths.length / 2];
    }

    /** Whether the two agree within ten percent; never where one of them is no number. */
    boolean agrees() {
        return Math.abs(ratio() - 1) <= AGREEMENT;
    }

    private static double ratio(LayerGain gain) {
        return gain.measured() / gain.predicted();
    }

    private double geometricMean(ToDoubleFunction<LayerGain> of) {
        return Math.exp(gains.stream()
                .mapToDouble(gain -> Math.log(of.applyAsDouble(gain)))
                .average()
                .orElse(Double.NaN));
    }
}
