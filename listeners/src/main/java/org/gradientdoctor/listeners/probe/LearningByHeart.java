package org.gradientdoctor.listeners.probe;

import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.Memorization;

/**
 * Trains a copy on a few examples with its own updater, to see whether it can learn them by heart: the oldest sanity
 * check of all (for instance A. Karpathy, A recipe for training neural networks, 2019).
 */
final class LearningByHeart {
    /** Share of the constant answer's loss that counts as learned by heart. */
    private static final double LEARNED = .05;

    private LearningByHeart() {}

    /**
     * @param copy a copy to train, without dropout and regularization
     * @param few the examples
     * @param constant the constant answer for these examples
     * @param iterations steps at most
     */
    static Memorization attempt(Model copy, ProbeBatch few, ConstantAnswer constant, int iterations) {
        Passes passes = new Passes(copy, few);
        double before = passes.score();
        if (!Double.isFinite(before)) {
            return Memorization.notTried("the score of these examples is " + before + " before any step");
        }
        if (constant.isKnown() && !(constant.loss() > 0)) {
            return Memorization.notTried("these examples have the same label, so one answer fits them all: give a first"
                    + " batch in which labels differ");
        }
        if (!constant.isKnown() && !(before > 0)) {
            return Memorization.notTried("the score begins at " + before + ", and how low it can get is known only for"
                    + " losses that end at 0");
        }
        double target = LEARNED * (constant.isKnown() ? constant.loss() : before);
        double lowest = before;
        double last = before;
        int used = 0;
        while (used < iterations && !(lowest <= target) && Double.isFinite(last)) {
            passes.fit();
            used++;
            last = copy.score();
            lowest = last < lowest ? last : lowest;
        }
        return new Memorization("", few.rows(), iterations, used, before, lowest, last, target);
    }
}
