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
        double lowest = before;
        double fair = constant.isKnown() && constant.loss() > 0 ? constant.loss() : before;
        double target = LEARNED * fair;
        int used = 0;
        while (used < iterations && !(lowest <= target)) {
            passes.fit();
            used++;
            double score = copy.score();
            lowest = score < lowest ? score : lowest;
            if (!Double.isFinite(score)) {
                break;
            }
        }
        return new Memorization(few.rows(), iterations, used, before, lowest, target);
    }
}
