package org.gradientdoctor.listeners.capture;

import org.gradientdoctor.core.reading.OutputReading.AnswerRange;
import org.gradientdoctor.core.reading.ResponsiveRange;
import org.gradientdoctor.core.reading.UnitSummary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an output layer answers to a batch, after its activation function.
 *
 * @param byUnit by output unit, masked rows left out
 * @param range extremes, masked rows included
 */
public record Answers(UnitSummary byUnit, AnswerRange range) {

    /**
     * @param answers [rows, units]
     * @param valid which rows count; null for all
     */
    static Answers of(INDArray answers, boolean @Nullable [] valid) {
        INDArray sums = answers.sum(1);
        return new Answers(
                TensorView.of(answers).units(1, ResponsiveRange.unbounded(), valid),
                new AnswerRange(
                        answers.minNumber().doubleValue(),
                        answers.maxNumber().doubleValue(),
                        sums.minNumber().doubleValue(),
                        sums.maxNumber().doubleValue()));
    }
}
