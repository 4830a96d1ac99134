package org.gradientdoctor.listeners.probe;

import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.reading.PairSummary;
import org.gradientdoctor.core.reading.StepDose;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Finds the smallest step along the update of a network's own updater that raises the loss of the very batch it was
 * computed on, as a multiple of the step the updater would take. For updaters whose first step is proportional to the
 * rate (all of Deeplearning4j's that have one, without momentum from before) this is the critical rate (2 / critical
 * sharpness, arXiv 2601.16979).
 *
 * <p>On a copy without dropout and weight noise, by a handful of forward passes along the update. Where they are tried
 * depends on the loss and its gradient, not on the rate in force, so that any rate finds the same critical one.
 */
final class CriticalStep {
    private CriticalStep() {}

    /**
     * @param copy a copy to work on, without dropout; its parameters are where the step was taken from
     * @param updater the updater, for people
     * @param rate the learning rate in force; NaN where the updater has none
     * @param scheduled whether the learning rate follows a schedule
     * @throws IllegalStateException if the loss is not finite
     */
    static StepDose measure(Model copy, ProbeBatch batch, OwnStep own, String updater, double rate, boolean scheduled) {
        double loss = own.loss();
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException("without dropout the loss is not finite");
        }
        PairSummary measured = own.measure();
        double length = measured.secondNorm();
        double predicted = measured.dot();
        if (!Double.isFinite(length) || !(length > 0 && predicted > 0)) {
            return new StepDose(updater, rate, scheduled, Double.NaN, Double.NaN, loss, predicted, length);
        }
        RiseBracket bracket = search(copy, batch, own, predicted);
        return new StepDose(
                updater,
                rate,
                scheduled,
                bracket.found() ? 1 / bracket.middle() : 0,
                bracket.found() ? bracket.width() : Double.NaN,
                loss,
                predicted,
                length);
    }

    private static RiseBracket search(Model copy, ProbeBatch batch, OwnStep own, double predicted) {
        INDArray start = copy.params().dup();
        INDArray step = own.step().reshape(own.step().length());
        Passes passes = new Passes(copy, batch);
        double tolerance = rounding(start.dataType()) * Math.abs(own.loss());
        try {
            return RiseBracket.search(
                    factor -> {
                        Nd4j.exec(new Axpy(step, start, copy.params(), -factor));
                        return !(passes.score() - own.loss() <= tolerance);
                    },
                    expected(own.loss(), predicted));
        } finally {
            copy.params().assign(start);
        }
    }

    /**
     * Rounding of a score, relative: a smaller rise is none. Eight spacings of the data type's numbers and more, since a
     * score is a sum over examples; in half, which has but eleven bits, one: eight would hide rises of a hundredth.
     */
    private static double rounding(DataType type) {
        return switch (type) {
            case HALF -> 1e-3;
            case DOUBLE -> 1e-12;
            default -> 1e-6;
        };
    }

    /**
     * The step that would take all of the loss away, were it linear. Along a parabola that stays above zero the critical
     * step is at most four times as long: halfway there the parabola has fallen by a quarter of the linear decrease.
     */
    private static double expected(double loss, double predicted) {
        double whole = Math.abs(loss) / predicted;
        return whole > 0 && Double.isFinite(whole) ? whole : 1;
    }
}
