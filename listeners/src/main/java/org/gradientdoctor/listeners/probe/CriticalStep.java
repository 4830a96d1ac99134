package org.gradientdoctor.listeners.probe;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.gradientdoctor.core.reading.StepDose;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Finds the smallest step along the update of a network's own updater that raises the loss of the very batch it was
 * computed on, as a multiple of the step the updater would take. For updaters whose first step is proportional to the
 * rate (all of Deeplearning4j's that have one, without momentum from before) this is the critical rate (2 / critical
 * sharpness, arXiv 2601.16979).
 *
 * <p>On a copy without dropout and weight noise: one training step to learn the update, then a handful of forward
 * passes along it. Where they are tried depends on the loss and its gradient, not on the rate in force, so that any rate
 * finds the same critical one.
 */
final class CriticalStep {
    /** Rounding of a score in single precision, relative: a smaller rise is none. */
    private static final double ROUNDING = 1e-6;

    private CriticalStep() {}

    /**
     * @param copy a copy to work on, without dropout; it is trained by one step
     * @param updater the updater, for people
     * @param scheduled whether the learning rate follows a schedule
     * @param rate the learning rate in force; NaN where the updater has none
     * @throws IllegalStateException if the network's optimizer takes no single step, or the step is not finite
     */
    static StepDose measure(Model copy, ProbeBatch batch, String updater, double rate, boolean scheduled) {
        if (copy.conf().getOptimizationAlgo() != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
            throw new IllegalStateException(copy.conf().getOptimizationAlgo() + " searches along a line by itself");
        }
        UpdateRecorder recorder = new UpdateRecorder();
        copy.setListeners(recorder);
        INDArray start = copy.params().dup();
        Passes passes = new Passes(copy, batch);
        passes.fit();
        copy.setListeners();
        INDArray step = recorder.step();
        INDArray gradient = recorder.gradient();
        double loss = copy.score();
        if (step == null || gradient == null || !Double.isFinite(loss) || !isFinite(step)) {
            throw new IllegalStateException("the first step or its loss is not finite");
        }
        double predicted = dot(gradient, step);
        double tolerance = ROUNDING * Math.abs(loss);
        RiseBracket bracket = RiseBracket.search(
                factor -> {
                    copy.params().assign(start.sub(step.mul(factor)));
                    return !(passes.score() - loss <= tolerance);
                },
                expected(loss, predicted));
        return new StepDose(
                updater,
                rate,
                scheduled,
                bracket.found() ? 1 / bracket.middle() : 0,
                bracket.found() ? bracket.width() : Double.NaN,
                loss,
                predicted);
    }

    /**
     * The step that would take all of the loss away, were it linear. Along a parabola that stays above zero the critical
     * step is at most four times as long: halfway there the parabola has fallen by a quarter of the linear decrease.
     */
    private static double expected(double loss, double predicted) {
        double whole = Math.abs(loss) / predicted;
        return whole > 0 && Double.isFinite(whole) ? whole : 1;
    }

    private static boolean isFinite(INDArray step) {
        return Double.isFinite(step.castTo(DataType.DOUBLE).norm2Number().doubleValue());
    }

    private static double dot(INDArray a, INDArray b) {
        // In double precision: half has no matrix product, and overflows in sums.
        return a.castTo(DataType.DOUBLE)
                .muli(b.castTo(DataType.DOUBLE))
                .sumNumber()
                .doubleValue();
    }
}
