package org.gradientdoctor.listeners.capture;

import org.gradientdoctor.core.reading.TensorSummarizer;
import org.gradientdoctor.core.reading.TensorSummary;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * L2 norms at the speed of BLAS, and right all the same: where BLAS answers what single precision may have spoiled, the
 * array is read again in double precision.
 */
final class Norms {

    /** Below this a single-precision sum of squares may have lost bits to underflow: √(2⁻¹²⁶·2²⁴), rounded up. */
    private static final double SUSPICIOUS = 1e-15;

    private final TensorSummarizer summarizer = new TensorSummarizer();

    /** The L2 norm of a contiguous array; NaN or infinite only if an element is. */
    double norm(INDArray view) {
        if (view.dataType() == DataType.FLOAT16) {
            return exact(view).l2Norm();
        }
        Level1 blas = Nd4j.getBlasWrapper().level1();
        double norm = blas.nrm2(view);
        if (Double.isNaN(norm)) {
            return norm;
        }
        if (Double.isInfinite(norm)) {
            return exact(view).l2Norm();
        }
        if (norm < SUSPICIOUS) {
            // A sum of magnitudes squares nothing, so it is 0 only for zeros: the common case of a silent layer.
            return norm == 0 && blas.asum(view) == 0 ? 0 : exact(view).l2Norm();
        }
        return norm;
    }

    /** The largest magnitude of a contiguous array; NaNs may be passed over. */
    double largestMagnitude(INDArray view) {
        if (view.dataType() == DataType.FLOAT16) {
            return exact(view).largestMagnitude();
        }
        int index = Nd4j.getBlasWrapper().level1().iamax(view);
        return Math.abs(view.getDouble(index));
    }

    private TensorSummary exact(INDArray view) {
        return TensorView.of(view).summarize(summarizer);
    }
}
