package org.gradientdoctor.remedies.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptanceTest {
    /** So many that which ones they are makes no difference. */
    private static final long MANY = 1_000_000;

    private static final Acceptance SHARE = new Acceptance(.5, .5, true, MANY);

    @Test
    void everyTreatedTrialHasToBeBetterThanEveryUntreatedOne() {
        double[] untreated = {.60, .61, .62, .63};
        assertThat(SHARE.isBetter(new double[] {.90, .70, .80, .66}, untreated)).isTrue();
        assertThat(SHARE.isBetter(new double[] {.90, .99, .99, .62}, untreated)).isFalse();
    }

    @Test
    void twoPointsAreTheLeastGainOfAShare() {
        double[] untreated = {.60, .60, .60, .60};
        assertThat(SHARE.margin(untreated)).isEqualTo(.02);
        assertThat(SHARE.isBetter(new double[] {.615, .7, .7, .7}, untreated)).isFalse();
        assertThat(SHARE.isBetter(new double[] {.625, .7, .7, .7}, untreated)).isTrue();
    }

    @Test
    void untreatedTrialsThatSpreadDemandMore() {
        // Standard deviation of .5, .6, .7, .8 by n - 1: sqrt(.05 / 3) = .1291; half of it is .0645.
        double[] untreated = {.5, .6, .7, .8};
        assertThat(SHARE.margin(untreated)).isCloseTo(.0645, within(1e-4));
        assertThat(SHARE.isBetter(new double[] {.86, .86, .86, .86}, untreated)).isFalse();
        assertThat(SHARE.isBetter(new double[] {.87, .87, .87, .87}, untreated)).isTrue();
    }

    /** The margin is .0645, as above; the deviation of all five together is .27. */
    @Test
    void groupsOfUntreatedTrialsDemandWhatTheOneThatSpreadsMostDoes() {
        List<double[]> groups = List.of(new double[] {.5, .6, .7, .8}, new double[] {.1});
        assertThat(SHARE.isBetterThanEach(.86, groups)).isFalse();
        assertThat(SHARE.isBetterThanEach(.87, groups)).isTrue();
        List<double[]> single = List.of(new double[] {.5, .6, .7, .8}, new double[] {.84});
        assertThat(SHARE.isBetterThanEach(.90, single)).isFalse();
        assertThat(SHARE.isBetterThanEach(.91, single)).isTrue();
        assertThat(SHARE.isBetterThanEach(Double.NaN, groups)).isFalse();
    }

    /** Eight have to be exceeded all, and their mean by the margin: a deviation of .1604, of which half is .0802. */
    @Test
    void ofEightUntreatedTrialsTheMeanIsExceededByTheMargin() {
        List<double[]> groups = List.of(new double[] {.5, .5, .5, .5, .8, .8, .8, .8});
        assertThat(SHARE.isBetterThanEach(.80, groups)).isFalse();
        assertThat(SHARE.isBetterThanEach(.81, groups)).isTrue();
    }

    @Test
    void fewValidationExamplesDemandMore() {
        // Two shares of .5, each of 50 examples: the difference has a standard error of sqrt(2 · .25 / 50) = .1.
        Acceptance few = new Acceptance(.1, .1, true, 50);
        double[] untreated = {.5, .5, .5, .5};
        assertThat(few.margin(untreated)).isCloseTo(.1, within(1e-12));
        assertThat(few.isBetter(new double[] {.58, .58, .58, .58}, untreated)).isFalse();
        assertThat(few.isBetter(new double[] {.62, .62, .62, .62}, untreated)).isTrue();
    }

    /** 200 examples, as those with shuffled labels: 2.576 · sqrt(.25 / 200) = .0911. The margin alone is .05. */
    @Test
    void whatKnowsNothingIsNotTakenForBetterThanWhatKnowsNothing() {
        Acceptance rule = new Acceptance(.5, .5, true, 200);
        double[] untreated = {.5, .5, .5, .5};
        assertThat(rule.luck()).isCloseTo(.0911, within(1e-4));
        assertThat(rule.isBetter(new double[] {.59, .7, .7, .7}, untreated)).isFalse();
        assertThat(rule.isBetter(new double[] {.595, .7, .7, .7}, untreated)).isTrue();
        assertThat(rule.isBetter(twice(new double[] {.585, .59, .59, .59}), twice(untreated)))
                .isFalse();
        assertThat(rule.isBetterOnAverage(new double[] {.585, .59, .59, .59}, untreated))
                .isFalse();
        assertThat(rule.isBetterThanEach(.59, List.of(untreated))).isFalse();
        assertThat(rule.isBetterThanEach(.595, List.of(untreated))).isTrue();
    }

    @Test
    void luckIsOfSharesWhoseConstantAnswerIsKnown() {
        assertThat(new Acceptance(.5, .5, false, 50).luck()).isZero();
        assertThat(new Acceptance(Double.NaN, Double.NaN, true, 50).luck()).isZero();
        assertThat(new Acceptance(0, 0, true, 50).luck()).isZero();
        assertThat(new Acceptance(1, 1, true, 50).luck()).isZero();
        // As far as the constant answer is known it changes nothing for what has learned something.
        assertThat(SHARE.margin(new double[] {.6, .6, .6, .6})).isEqualTo(.02);
    }

    /** Of 100 examples 60 of one class: 2.576² · .24 / (.2 · 100) = .0796, where any share has 2.576 · sqrt(.24 / 100). */
    @Test
    void anotherAnswerThanTheConstantOneIsExpectedToLoseWhereThatIsRightMoreOftenThanNot() {
        assertThat(new Acceptance(.6, .6, true, 100).luck()).isCloseTo(.0796, within(1e-4));
        assertThat(new Acceptance(.5, .5, true, 100).luck()).isCloseTo(.1288, within(1e-4));
    }

    /** The class that most training examples have may be the rarer one of the validation data. */
    @Test
    void theOtherConstantAnswerIsNoGain() {
        Acceptance rule = new Acceptance(.45, .55, true, 200);
        double[] untreated = {.45, .45, .45, .45};
        assertThat(rule.isBetter(new double[] {.55, .55, .55, .55}, untreated)).isFalse();
        assertThat(rule.isBetter(new double[] {.63, .63, .63, .63}, untreated)).isFalse();
        assertThat(rule.isBetter(new double[] {.65, .65, .65, .65}, untreated)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, .5", "6, .5", "9, .6", "3, .3333"})
    void allRightIsEnoughHoweverFewExamplesThereAre(int examples, double share) {
        Acceptance rule = new Acceptance(share, share, true, examples);
        double[] untreated = {share, share, share, share};
        assertThat(share + rule.luck()).isLessThan(1).isGreaterThan(1 - 1.0 / examples);
        assertThat(rule.margin(untreated)).isGreaterThanOrEqualTo(rule.luck());
    }

    /** What a group demands for luck is asked of that group only: the other has learned something. */
    @Test
    void groupsThatHaveLearnedNothingDemandNoMoreOfOthersThanTheirScatter() {
        Acceptance rule = new Acceptance(.5, .5, true, 200);
        List<double[]> groups = List.of(new double[] {.5, .5, .5, .5}, new double[] {.8, .8, .8, .8});
        assertThat(rule.isBetterThanEach(.845, groups)).isFalse();
        assertThat(rule.isBetterThanEach(.855, groups)).isTrue();
    }

    /**
     * Networks that know nothing give the constant answer to all but k examples, drawn at random, and another to those: by
     * the slow way, over all k, none of them is ahead by more than the margin oftener than once in a hundred times (shares
     * of few examples have coarse steps).
     */
    @ParameterizedTest
    @CsvSource({
        "20, .7",
        "60, .5",
        "60, .55",
        "60, .7",
        "100, .6",
        "200, .5",
        "200, .6",
        "200, .9",
        "500, .54",
        "1000, .52"
    })
    void theMarginIsWhatANetworkThatKnowsNothingHardlyExceeds(int examples, double share) {
        Acceptance rule = new Acceptance(share, share, true, examples);
        int constant = (int) Math.round(share * examples);
        for (int others = 1; others <= examples; others++) {
            // Of k examples answered otherwise so many are of the other class: hypergeometric.
            HypergeometricDistribution drawn = new HypergeometricDistribution(examples, examples - constant, others);
            // The gain is right ones minus wrong ones: 2 right - k.
            int allowed = (int) Math.floor(rule.margin(new double[] {share}) * examples + 1e-9);
            int right = Math.floorDiv(allowed + others, 2);
            assertThat(1 - drawn.cumulativeProbability(right))
                    .as("%d others", others)
                    .isLessThan(.01);
        }
    }

    @Test
    void otherMetricsGoByTheDistanceFromHavingLearnedNothing() {
        // A loss of 2 against 10 for the constant answer: 5 % of 8.
        Acceptance loss = new Acceptance(-10, -10, false, MANY);
        assertThat(loss.margin(new double[] {-2, -2, -2, -2})).isCloseTo(.4, within(1e-12));
    }

    @Test
    void untreatedTrialsWithoutAFiniteAnswerCountAsHavingLearnedNothing() {
        double[] none = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        assertThat(SHARE.isBetter(new double[] {.51, .51, .51, .51}, none)).isFalse();
        assertThat(SHARE.isBetter(new double[] {.53, .53, .53, .53}, none)).isTrue();
        assertThat(SHARE.isBetter(none, none)).isFalse();
        Acceptance unknown = new Acceptance(Double.NaN, Double.NaN, false, MANY);
        assertThat(unknown.isBetter(none, none)).isFalse();
        assertThat(unknown.isBetter(new double[] {1, 1, 1, 1}, none)).isTrue();
    }

    @Test
    void oneTreatedTrialWithoutAFiniteAnswerIsEnoughToRefuse() {
        assertThat(SHARE.isBetter(new double[] {.99, .99, .99, Double.NaN}, new double[] {.5, .5, .5, .5}))
                .isFalse();
    }

    @Test
    void ofEqualNormalTrialsFewAreTakenForBetter() {
        // Complete separation alone: 1 of 70. The margin of half a standard deviation makes it rarer.
        Random random = new Random(1);
        Acceptance rule = new Acceptance(Double.NaN, Double.NaN, false, MANY);
        int taken = 0;
        int pairs = 20_000;
        for (int i = 0; i < pairs; i++) {
            taken += rule.isBetter(draw(random), draw(random)) ? 1 : 0;
        }
        assertThat(taken / (double) pairs).isBetween(.001, 1 / 70.0);
    }

    /** Convolutions at ten times their rate, as the bench has them: one of four untreated trials comes through. */
    @Test
    void ofFewTrialsALuckyUntreatedOneDecidesAndOfManyItDoesNot() {
        double[] untreated = {.64, .33, .976, .33};
        double[] treated = {.988, .988, 1, 1};
        assertThat(SHARE.isBetter(treated, untreated)).isFalse();
        assertThat(SHARE.isBetterOnAverage(treated, untreated)).isTrue();
        assertThat(SHARE.isBetter(twice(treated), twice(untreated))).isTrue();
        // Not even then where it is as good, or the gain on average is below the margin.
        assertThat(SHARE.isBetter(new double[] {.976, 1, 1, 1, 1, 1, 1, 1}, twice(untreated)))
                .isFalse();
        double[] near = {.90, .90, .90, .90, .90, .90, .90, .90};
        assertThat(SHARE.isBetter(DoubleStream.of(near).map(x -> x + .019).toArray(), near))
                .isFalse();
    }

    /** What it is worth to have no finite answer is not known here, so that it cannot make a lead infinite. */
    @Test
    void untreatedTrialsWithoutAFiniteAnswerDoNotMakeASmallLeadLarge() {
        Acceptance unknown = new Acceptance(Double.NaN, Double.NaN, true, MANY);
        double[] untreated = {Double.NaN, .5, .5, .5, .5, .5, .5, .5};
        double[] treated = {.51, .51, .51, .51, .51, .51, .51, .51};
        assertThat(unknown.isBetter(treated, untreated)).isFalse();
        assertThat(unknown.isBetter(DoubleStream.of(treated).map(x -> x + .02).toArray(), untreated))
                .isTrue();
    }

    /**
     * A repair in which nothing can help: eight treatments, that one of those narrowly better which leads most, and as many
     * trials again. One of 70 is separated, and of those one of 184 (12870 / 70) remains so.
     */
    @Test
    void moreSeedsHardlyEverAcceptWhatDoesNothing() {
        Random random = new Random(2);
        Acceptance rule = new Acceptance(Double.NaN, Double.NaN, false, MANY);
        int repairs = 20_000;
        int narrow = 0;
        int taken = 0;
        for (int i = 0; i < repairs; i++) {
            double[] untreated = draw(random, Acceptance.MANY);
            double[] best = null;
            for (int j = 0; j < 8; j++) {
                double[] treated = draw(random);
                boolean leads = best == null
                        || rule.meanLead(treated, Arrays.copyOf(untreated, 4))
                                > rule.meanLead(best, Arrays.copyOf(untreated, 4));
                if (leads && rule.isBetterOnAverage(treated, Arrays.copyOf(untreated, 4))) {
                    best = treated;
                }
            }
            if (best != null) {
                narrow++;
                double[] all = DoubleStream.concat(DoubleStream.of(best), DoubleStream.of(draw(random)))
                        .toArray();
                taken += rule.isBetter(all, untreated) ? 1 : 0;
            }
        }
        assertThat(narrow / (double) repairs).isBetween(.02, .12);
        assertThat(taken / (double) repairs).isLessThan(.001);
    }

    private static double[] twice(double[] values) {
        return DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(values))
                .toArray();
    }

    private static double[] draw(Random random) {
        return draw(random, 4);
    }

    private static double[] draw(Random random, int trials) {
        return DoubleStream.generate(random::nextGaussian).limit(trials).toArray();
    }
}
