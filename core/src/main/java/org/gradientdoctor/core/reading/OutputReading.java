package org.gradientdoctor.core.reading;

import java.io.Serializable;

/**
 * One output layer with the labels it is compared with.
 *
 * @param layer its name
 * @param activation its activation function
 * @param lossName simple class name of its loss: {@code LossMCXENT}
 * @param loss the family of its loss
 * @param sparse whether labels are class indices rather than one column for each class
 * @param units how many output units it has
 * @param labels labels by column, masked ones left out
 * @param labelRange smallest and largest label and row sum
 * @param predictions what it answers, by unit, after its activation function
 * @param answers smallest and largest answer and row sum
 * @param constantAnswer the best loss without looking at the input, on this batch
 */
public record OutputReading(
        String layer,
        ActivationProfile activation,
        String lossName,
        LossFamily loss,
        boolean sparse,
        int units,
        UnitSummary labels,
        LabelRange labelRange,
        UnitSummary predictions,
        AnswerRange answers,
        ConstantAnswer constantAnswer)
        implements Serializable {

    /**
     * @param smallest the smallest label
     * @param largest the largest label
     * @param smallestSum the smallest sum of a row of labels: 1 for classes and probabilities
     * @param largestSum the largest sum of a row of labels
     * @param whole whether all labels are whole numbers
     */
    public record LabelRange(double smallest, double largest, double smallestSum, double largestSum, boolean whole)
            implements Serializable {}

    /**
     * @param smallest the smallest answer, after the activation function
     * @param largest the largest answer
     * @param smallestSum the smallest sum of the units' answers to one example (or time step)
     * @param largestSum the largest such sum
     */
    public record AnswerRange(double smallest, double largest, double smallestSum, double largestSum)
            implements Serializable {

        /** Whether every answer is a probability, for each unit on its own. */
        public boolean areProbabilities() {
            return smallest >= 0 && largest <= 1;
        }

        /** Whether the answers to each example are a distribution over units, within {@code rounding}. */
        public boolean areDistributions(double rounding) {
            return areProbabilities() && Math.abs(smallestSum - 1) <= rounding && Math.abs(largestSum - 1) <= rounding;
        }
    }
}
