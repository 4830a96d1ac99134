package org.gradientdoctor.listeners.capture;

import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A frozen batch normalization: {@code (x - mean) / √(variance + ε) · γ + β} by numbers that no batch changes, so that it
 * gives each column a scale that may be right or wrong.
 *
 * @param scales by which columns are multiplied
 * @param means of the columns, which come out as their shift
 * @param shifts what columns with those means become
 */
record FixedNormalization(double[] scales, double[] means, double[] shifts) {
    /**
     * Root mean square of a column behind it, over 1 or under: as far from 1 as measurements that nobody has scaled. A
     * column that is the same in most examples may come to a tenth of it in one batch.
     */
    private static final double FAR = 50;

    static boolean is(LayerAnatomy layer) {
        return layer.frozen() && layer.configuration() instanceof BatchNormalization;
    }

    static FixedNormalization of(LayerAnatomy layer) {
        BatchNormalization configuration = (BatchNormalization) layer.configuration();
        Map<String, INDArray> parameters = layer.running().paramTable();
        double[] means = values(parameters.get("mean"));
        INDArray logarithms = parameters.get("log10stdev");
        double[] variances = logarithms == null
                ? values(parameters.get("var"))
                : Arrays.stream(values(logarithms))
                        .map(log -> Math.pow(10, 2 * log))
                        .toArray();
        double[] gammas = orAll(parameters.get("gamma"), configuration.getGamma(), means.length);
        double[] scales = new double[means.length];
        Arrays.setAll(scales, i -> gammas[i] / Math.sqrt(variances[i] + configuration.getEps()));
        return new FixedNormalization(
                scales, means, orAll(parameters.get("beta"), configuration.getBeta(), means.length));
    }

    private static double[] values(@Nullable INDArray parameter) {
        return parameter == null ? new double[0] : TensorView.of(parameter).toArray();
    }

    private static double[] orAll(@Nullable INDArray parameter, double otherwise, int units) {
        if (parameter != null) {
            return values(parameter);
        }
        double[] all = new double[units];
        Arrays.fill(all, otherwise);
        return all;
    }

    /** Whether these columns come out at about the size of standardized ones; also where they are not what it reads. */
    boolean fits(UnitSummary columns) {
        if (columns.units() != scales.length) {
            return true;
        }
        double largest = 0;
        for (int i = 0; i < scales.length; i++) {
            double mean = (columns.mean(i) - means[i]) * scales[i] + shifts[i];
            largest = Math.max(largest, Math.hypot(mean, scales[i] * Math.sqrt(columns.variance(i))));
        }
        // Neither holds where a column is not finite.
        return !(largest > FAR) && !(largest < 1 / FAR);
    }
}
