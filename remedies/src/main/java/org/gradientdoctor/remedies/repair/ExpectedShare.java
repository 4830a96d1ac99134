package org.gradientdoctor.remedies.repair;

import org.gradientdoctor.remedies.Metric;

/**
 * What a share is expected to be on data of the same kind that nothing was chosen by. Of few validation examples a share
 * says little: of 25 its standard error is .06 at .9, and the best of several such figures is mostly the luckiest. What
 * the network makes of the examples it was trained on says something, too, above all where it has not learned even these.
 * So the validation share is drawn towards the training share as by a prior in the beta-binomial model (Gelman et al.,
 * <em>Bayesian Data Analysis</em>, section 2.4), of as many examples as have that standard error. Shares of variance
 * and F₁ are no counts of examples; for them this is a weighted mean by the same weights.
 */
final class ExpectedShare {
    /** Shares on examples trained on and on others differ by about .06 near .9, the standard error of so many. */
    private static final int PRIOR_EXAMPLES = 25;

    private ExpectedShare() {}

    /**
     * Of a trial that has its network yet; for other metrics, and where training data cannot be measured by this one, the
     * value itself.
     */
    static double of(Laboratory laboratory, Arm arm, int trial) {
        Metric metric = laboratory.metric();
        double validated = arm.value(trial);
        if (!metric.isShare() || metric.isFunction() || Double.isNaN(validated)) {
            return validated;
        }
        double trained = arm.measureTraining(trial);
        return Double.isNaN(trained)
                ? validated
                : of(validated, laboratory.validation().examples(), trained);
    }

    /** @param examples that the first share is of */
    static double of(double validated, long examples, double trained) {
        return (examples * validated + PRIOR_EXAMPLES * trained) / (examples + PRIOR_EXAMPLES);
    }
}
