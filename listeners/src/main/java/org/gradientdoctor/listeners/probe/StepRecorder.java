package org.gradientdoctor.listeners.probe;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.listeners.capture.TensorView;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An activation function that answers as the one it wraps and keeps what passes at each step of a backward pass, which
 * begins at the last: δ and φ′(z) as sums of squares over units, by example.
 */
final class StepRecorder implements IActivation {
    private static final long serialVersionUID = 1L;

    private final IActivation wrapped;
    private final transient List<double[]> deltas = new ArrayList<>();
    private final transient List<double[]> slopes = new ArrayList<>();

    StepRecorder(IActivation wrapped) {
        this.wrapped = wrapped;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return wrapped.getActivation(in, training);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        INDArray ones = Nd4j.ones(epsilon.dataType(), epsilon.shape());
        slopes.add(squares(wrapped.backprop(in.dup(), ones).getFirst()));
        Pair<INDArray, INDArray> result = wrapped.backprop(in, epsilon);
        deltas.add(squares(result.getFirst()));
        return result;
    }

    /** Sums of squares of each row of [examples, units]. */
    static double[] squares(INDArray rows) {
        TensorView view = TensorView.of(rows);
        double[] values = view.toArray();
        double[] sums = new double[view.size(0)];
        int width = values.length / Math.max(1, sums.length);
        for (int i = 0; i < values.length; i++) {
            sums[i / width] += values[i] * values[i];
        }
        return sums;
    }

    @Override
    public int numParams(int inputSize) {
        return wrapped.numParams(inputSize);
    }

    /** By example, of the step so many before the last. */
    double[] delta(int back) {
        return deltas.get(back);
    }

    /** By example, of the step so many before the last. */
    double[] slope(int back) {
        return slopes.get(back);
    }

    int steps() {
        return deltas.size();
    }
}
