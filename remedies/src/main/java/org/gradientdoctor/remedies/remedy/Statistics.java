package org.gradientdoctor.remedies.remedy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Mean and variance of each channel over examples, places and steps, in double precision. */
record Statistics(double[] means, double[] variances) {
    /** The variance of a unit that never changes would be 0, of which Deeplearning4j keeps the logarithm. */
    private static final double LEAST_VARIANCE = 1e-12;

    static Statistics of(INDArray activations, Layout layout) {
        INDArray exact = activations.castTo(DataType.DOUBLE);
        int[] others = IntStream.range(0, exact.rank())
                .filter(dimension -> dimension != layout.channelDimension())
                .toArray();
        double[] means = exact.mean(others).toDoubleVector();
        double[] variances = exact.var(false, others).toDoubleVector();
        return new Statistics(means, variances);
    }

    private double[] logarithms() {
        return Arrays.stream(variances)
                .map(variance -> Math.log10(Math.max(variance, LEAST_VARIANCE)) / 2)
                .toArray();
    }

    /** Parameters of a batch normalization that changes nothing at inference: {@code y = (x - mean) / √(var + ε) · γ + β}. */
    Map<String, INDArray> asNormalization(double eps) {
        int n = means.length;
        double[] gammas = new double[n];
        for (int i = 0; i < n; i++) {
            double variance = Math.max(variances[i], LEAST_VARIANCE);
            gammas[i] = Math.sqrt(variance + eps);
        }
        return Map.of("mean", row(means), "log10stdev", row(logarithms()), "gamma", row(gammas), "beta", row(means));
    }

    static INDArray filled(long n, double value) {
        return Nd4j.valueArrayOf(new long[] {n}, value, DataType.DOUBLE);
    }

    private static INDArray row(double[] values) {
        return Nd4j.createFromArray(values);
    }
}
