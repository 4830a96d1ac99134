package org.gradientdoctor.samples.peers;

/**
 * What is known of a training before it begins.
 *
 * @param epochs planned, at least 1
 * @param iterations planned in all, at least 1
 * @param classes how many the labels have, one of them for each example; 0 where they are no such classes
 * @param constantAnswer the data loss that the best constant answer has, in the score's units; NaN where unknown
 */
public record TrainingPlan(int epochs, int iterations, int classes, double constantAnswer) {

    /**
     * @throws IllegalArgumentException if nothing is planned
     */
    public TrainingPlan {
        if (epochs < 1 || iterations < 1) {
            throw new IllegalArgumentException(
                    epochs + " epochs and " + iterations + " iterations are planned: there must be at least one each");
        }
    }
}
