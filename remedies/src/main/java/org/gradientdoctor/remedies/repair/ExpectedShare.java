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
    /** Provisional: shares on examples trained on and on others may differ by .06 near .9, the standard error of so many. */
    private static final int PRIOR_EXAMPLES = 25;

    /** Of so many validation examples the prior moves a share by less than half a point, whatever it is. */
    private static final int ENOUGH_EXAMPLES = 5000;

    private ExpectedShare() {}

    /** Of a trial that still has its network; for other metrics than shares, and for the user's own, the value itself. */
    static double of(Laboratory laboratory, Arm arm, int trial) {
        Metric metric = laboratory.metric();
        double validated = arm.value(trial);
        long examples = laboratory.validation().examples();
        if (!metric.isShare() || metric.isFunction() || Double.isNaN(validated) || examples >= ENOUGH_EXAMPLES) {
            return validated;
        }
        double constant = Double.isNaN(laboratory.floor()) ? 0 : laboratory.floor();
        return of(validated, examples, arm.measureTraining(trial), constant);
    }

    /**
     * @param examples that the first share is of
     * @param trained share of the training data; NaN, where the network has no finite answers to them, and what is worse
     *     than the constant answer count as having learned nothing: a share of variance has no least value
     * @param constant share of the constant answer
     */
    static double of(double validated, long examples, double trained, double constant) {
        double prior = trained > constant ? trained : constant;
        return (examples * validated + PRIOR_EXAMPLES * prior) / (examples + PRIOR_EXAMPLES);
    }
}
