package org.gradientdoctor.core.signal;

import java.util.Arrays;
import java.util.Random;

/**
 * A real random network of 300 units computed by plain loops for two correlated examples: the slow way to the theory.
 * Every layer has the same variances.
 */
final class RandomNetwork {
    private static final int WIDTH = 300;

    /** Mean square of pre-activations by layer, of both examples. */
    final double[] q;
    /** Mean product of two examples' pre-activations over their mean square. */
    final double[] correlation;
    /** rms(δ) of a layer over rms(δ) of the next. */
    final double[] gain;

    RandomNetwork(Random random, PropagationLayer layer, int depth, double inputCorrelation) {
        q = new double[depth];
        correlation = new double[depth];
        gain = new double[depth - 1];
        double[][] x = inputs(random, inputCorrelation);
        double[][][] weights = new double[depth][WIDTH][];
        double[][][] z = new double[depth][2][WIDTH];
        for (int l = 0; l < depth; l++) {
            for (int j = 0; j < WIDTH; j++) {
                weights[l][j] = gaussians(random, Math.sqrt(layer.forwardVariance() / WIDTH));
                double bias = Math.sqrt(layer.biasVariance()) * random.nextGaussian();
                z[l][0][j] = bias + dot(weights[l][j], x[0]);
                z[l][1][j] = bias + dot(weights[l][j], x[1]);
            }
            q[l] = (dot(z[l][0], z[l][0]) + dot(z[l][1], z[l][1])) / 2 / WIDTH;
            correlation[l] = dot(z[l][0], z[l][1]) / WIDTH / q[l];
            x = new double[][] {apply(layer.activation(), z[l][0]), apply(layer.activation(), z[l][1])};
        }
        double[] delta = gaussians(random, 1);
        for (int l = depth - 2; l >= 0; l--) {
            double[] before = back(weights[l + 1], delta, layer.activation(), z[l][0]);
            gain[l] = Math.sqrt(dot(before, before) / dot(delta, delta));
            delta = before;
        }
    }

    private static double[] back(double[][] weights, double[] delta, ActivationFunction function, double[] z) {
        double[] before = new double[WIDTH];
        for (int j = 0; j < WIDTH; j++) {
            for (int i = 0; i < WIDTH; i++) {
                before[i] += weights[j][i] * delta[j];
            }
        }
        for (int i = 0; i < WIDTH; i++) {
            before[i] *= function.slope(z[i]);
        }
        return before;
    }

    private static double[] apply(ActivationFunction function, double[] z) {
        return Arrays.stream(z).map(function::value).toArray();
    }

    private static double[][] inputs(Random random, double correlation) {
        double[] first = gaussians(random, 1);
        double[] second = gaussians(random, Math.sqrt(1 - correlation * correlation));
        for (int i = 0; i < WIDTH; i++) {
            second[i] += correlation * first[i];
        }
        return new double[][] {first, second};
    }

    private static double[] gaussians(Random random, double deviation) {
        double[] values = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            values[i] = deviation * random.nextGaussian();
        }
        return values;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
