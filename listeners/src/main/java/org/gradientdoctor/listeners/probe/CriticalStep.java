package org.gradientdoctor.listeners.probe;

import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.gradientdoctor.core.reading.StepDose;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Finds the smallest step along the update of a network's own updater that raises the loss of the very batch it was
 * computed on, as a multiple of the step the updater would take. For updaters whose first step is proportional to the
 * rate (all of Deeplearning4j's that have one, without momentum from before) this is the critical rate (2 / critical
 * sharpness, arXiv 2601.16979).
 *
 * <p>On a copy without dropout and weight noise: one training step to learn the update, then a handful of forward
 * passes along it, by factors of eight until the loss rises, then by halving the bracket twice.
 */
final class CriticalStep {
    /** Factor between the steps that are tried. */
    private static final double STRIDE = 8;
    /** Strides up or down at most: 8⁵ is 32,768. */
    private static final int STRIDES = 5;
    /** Halvings of the bracket, on a logarithmic axis: 8 is narrowed to 1.7. */
    private static final int HALVINGS = 2;
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
        StepRecorder recorder = new StepRecorder();
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
        double[] measured = {Double.NaN};
        DoubleUnaryOperator rise = factor -> {
            copy.params().assign(start.sub(step.mul(factor)));
            double change = passes.score() - loss;
            if (factor == 1) {
                measured[0] = -change;
            }
            return change;
        };
        double tolerance = ROUNDING * Math.abs(loss);
        Bracket bracket = Bracket.search(factor -> !(rise.applyAsDouble(factor) <= tolerance));
        return new StepDose(
                updater,
                rate,
                scheduled,
                bracket.found() ? 1 / bracket.middle() : 0,
                bracket.found() ? bracket.width() : Double.NaN,
                loss,
                predicted,
                measured[0]);
    }

    private static boolean isFinite(INDArray step) {
        return Double.isFinite(step.norm2Number().doubleValue());
    }

    private static double dot(INDArray a, INDArray b) {
        return a.reshape(a.length()).mmul(b.reshape(b.length(), 1)).sumNumber().doubleValue();
    }

    /**
     * Where the loss begins to rise.
     *
     * @param low a factor that does not raise it; 0 where every one tried does
     * @param high a factor that does; positive infinity where none tried does
     */
    record Bracket(double low, double high) {

        /** @param raises whether a factor raises the loss */
        static Bracket search(DoublePredicate raises) {
            boolean atOne = raises.test(1);
            double low = 1;
            double high = 1;
            for (int i = 0; i < STRIDES; i++) {
                double next = atOne ? low / STRIDE : high * STRIDE;
                boolean raised = raises.test(next);
                if (atOne) {
                    high = low;
                    low = next;
                } else {
                    low = high;
                    high = next;
                }
                if (raised != atOne) {
                    return new Bracket(low, high).narrowed(raises);
                }
            }
            return atOne ? new Bracket(0, low) : new Bracket(high, Double.POSITIVE_INFINITY);
        }

        private Bracket narrowed(DoublePredicate raises) {
            Bracket bracket = this;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = Math.sqrt(bracket.low * bracket.high);
                bracket = raises.test(middle) ? new Bracket(bracket.low, middle) : new Bracket(middle, bracket.high);
            }
            return bracket;
        }

        /** Whether a factor that raises the loss was found. */
        boolean found() {
            return high < Double.POSITIVE_INFINITY;
        }

        /** The geometric middle; where every factor raises the loss, the smallest tried. */
        double middle() {
            return low > 0 ? Math.sqrt(low * high) : high;
        }

        double width() {
            return low > 0 ? high / low : Double.POSITIVE_INFINITY;
        }
    }
}
