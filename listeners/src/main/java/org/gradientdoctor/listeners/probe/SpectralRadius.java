package org.gradientdoctor.listeners.probe;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The spectral radius of a square matrix by repeated squaring: (‖W²ᵐ‖ / ‖Wᵐ‖)^(1/m) tends to it (Gelfand 1941), and the
 * ratio of two norms does so without the constant that a single norm brings. Powers are scaled lest they overflow.
 */
final class SpectralRadius {
    private static final int SQUARINGS = 7;
    /** Beyond this width single precision and fewer powers, so that it stays cheap beside a step of such a layer. */
    private static final int WIDE = 256;

    private SpectralRadius() {}

    /** Zero for a matrix of zeros or one whose powers vanish; NaN if an element is not finite. */
    static double of(INDArray weights) {
        boolean wide = weights.size(0) > WIDE;
        INDArray power = weights.castTo(wide ? DataType.FLOAT : DataType.DOUBLE).dup();
        int squarings = wide ? SQUARINGS - 2 : SQUARINGS;
        double logNorm = normalize(power);
        double before = logNorm;
        for (int i = 0; i < squarings; i++) {
            if (Double.isInfinite(logNorm) || Double.isNaN(logNorm)) {
                return Double.isNaN(logNorm) || logNorm > 0 ? Double.NaN : 0;
            }
            power = power.mmul(power);
            before = logNorm;
            logNorm = 2 * before + normalize(power);
        }
        return Math.exp((logNorm - before) / (1L << (squarings - 1)));
    }

    /** Scales a matrix to norm 1 and answers the logarithm of the norm it had. */
    private static double normalize(INDArray matrix) {
        double norm = matrix.norm2Number().doubleValue();
        if (norm > 0) {
            matrix.divi(norm);
        }
        return Math.log(norm);
    }
}
