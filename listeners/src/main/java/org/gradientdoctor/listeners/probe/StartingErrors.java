package org.gradientdoctor.listeners.probe;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The error to start from at each example's last step: the direction of the one that really arrives there, or of noise
 * where none does. All have an RMS of 1, since a profile is of ratios, and each example is to count alike.
 */
final class StartingErrors {
    private static final long SEED = 1997;

    private StartingErrors() {}

    /**
     * @param arriving [examples, units, steps] or, at the last step, [examples, units]; null where unknown
     * @return [examples, units, steps], zero but for each example's last valid step
     */
    static INDArray of(RecurrentDirection direction, @Nullable INDArray arriving) {
        Random noise = new Random(SEED);
        INDArray errors = Nd4j.create(
                direction.dataType(), new long[] {direction.examples(), direction.units(), direction.steps()}, 'f');
        for (int e = 0; e < direction.examples(); e++) {
            int last = direction.last(e);
            if (last < 0) {
                continue;
            }
            double[] error = new double[direction.units()];
            for (int u = 0; u < error.length && arriving != null; u++) {
                error[u] = arriving.rank() == 3 ? arriving.getDouble(e, u, last) : arriving.getDouble(e, u);
            }
            double rms = rms(error);
            if (!(rms > 0) || Double.isInfinite(rms)) {
                for (int u = 0; u < error.length; u++) {
                    error[u] = noise.nextGaussian();
                }
                rms = rms(error);
            }
            for (int u = 0; u < error.length; u++) {
                errors.putScalar(new int[] {e, u, last}, error[u] / rms);
            }
        }
        return errors;
    }

    private static double rms(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        double sum = 0;
        for (double value : values) {
            sum += (value / largest) * (value / largest);
        }
        return largest * Math.sqrt(sum / values.length);
    }
}
