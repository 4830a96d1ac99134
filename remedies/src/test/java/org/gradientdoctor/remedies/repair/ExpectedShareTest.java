package org.gradientdoctor.remedies.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedShareTest {

    /** Against the posterior mean by numerical integration: likelihood times a beta prior of 25 examples. */
    @ParameterizedTest
    @CsvSource({"23, 25, .8", "25, 25, .76", "9, 10, .96", "280, 300, .9"})
    void isTheMeanOfTheBetaBinomialPosterior(int right, int examples, double trained) {
        double mass = 0;
        double moment = 0;
        int steps = 200_000;
        for (int i = 0; i < steps; i++) {
            double p = (i + .5) / steps;
            double density = Math.exp((right + 25 * trained - 1) * Math.log(p)
                    + (examples - right + 25 * (1 - trained) - 1) * Math.log1p(-p));
            mass += density;
            moment += p * density;
        }
        assertThat(ExpectedShare.of((double) right / examples, examples, trained, .5))
                .isCloseTo(moment / mass, within(1e-6));
    }

    @Test
    void manyExamplesSpeakForThemselvesAndFewDoNot() {
        assertThat(ExpectedShare.of(.92, 100_000, .5, .4)).isCloseTo(.92, within(2e-4));
        assertThat(ExpectedShare.of(.92, 25, .7, .4)).isCloseTo(.81, within(1e-12));
    }

    /** A share of variance may be anything below 1; and answers that are not finite are worth no more. */
    @ParameterizedTest
    @ValueSource(doubles = {-50, Double.NaN, .1})
    void whatHasLearnedNothingOfTheTrainingDataCountsAsTheConstantAnswer(double trained) {
        assertThat(ExpectedShare.of(.9, 75, trained, .1)).isCloseTo(.7, within(1e-12));
    }
}
