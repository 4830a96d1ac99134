package org.gradientdoctor.samples.faults.truth;

import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.trial.Score;
import org.gradientdoctor.samples.faults.trial.TrialRunner;
import org.gradientdoctor.samples.faults.trial.TrialStore;

/**
 * What a metric is worth in one case: 0 the constant answer, 1 the sound twin, both as means over all seeds.
 *
 * @param constant the metric of the constant answer
 * @param twin that of the sound twin
 */
public record Scale(double constant, double twin) {

    /**
     * The scale of a case.
     *
     * @throws IllegalStateException if a trial of its twin was not run
     */
    public static Scale of(BenchCase trained, TrialStore store) {
        double constant = 0;
        double twin = 0;
        for (long seed = 0; seed < TrialRunner.SEEDS; seed++) {
            Score score = GroundTruth.score(trained.twin(), store, seed);
            constant += score.constant() / TrialRunner.SEEDS;
            twin += score.value() / TrialRunner.SEEDS;
        }
        return new Scale(constant, twin);
    }

    /**
     * s of a trained network. Answers that are not finite or worse than the constant one are worth as much as that: how
     * far a fit falls below 0 has no bound, and one such case would decide every mean.
     */
    public double share(Score score) {
        double value = score.isFinite() ? Math.max(score.value(), constant) : constant;
        return (value - constant) / (twin - constant);
    }
}
