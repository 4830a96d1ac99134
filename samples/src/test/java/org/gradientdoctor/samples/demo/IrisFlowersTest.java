package org.gradientdoctor.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.gradientdoctor.samples.training.HoldOut;
import org.junit.jupiter.api.Test;

class IrisFlowersTest {

    @Test
    void thereAreFiftyFlowersOfEachSpeciesAndTheFirstIsFishersFirst() {
        assertThat(count(IrisFlowers.all().groups())).containsExactly(50, 50, 50);
        assertThat(IrisFlowers.all().data().getFeatures().getRow(0).toDoubleVector())
                .containsExactly(new double[] {5.1, 3.5, 1.4, .2}, Offset.offset(1e-6));
    }

    @Test
    void theSplitKeepsTheSharesOfTheSpecies() {
        HoldOut split = IrisFlowers.split(1);

        assertThat(count(split.training().groups())).containsExactly(40, 40, 40);
        assertThat(count(split.heldOut().groups())).containsExactly(10, 10, 10);
    }

    @Test
    void theSameSeedSplitsEquallyAndAnotherSeedOtherwise() {
        assertThat(IrisFlowers.split(1).heldOut().data())
                .isEqualTo(IrisFlowers.split(1).heldOut().data());
        assertThat(IrisFlowers.split(2).heldOut().data())
                .isNotEqualTo(IrisFlowers.split(1).heldOut().data());
    }

    @Test
    void theTrainingPartIsStandardizedAndTheHeldOutPartByTheTrainingPartsFigures() {
        HoldOut split = IrisFlowers.split(1);

        assertThat(split.training().data().getFeatures().mean(0).toDoubleVector())
                .containsExactly(new double[4], Offset.offset(1e-5));
        assertThat(split.heldOut().data().getFeatures().mean(0).amaxNumber().doubleValue())
                .isBetween(1e-3, .5);
    }

    private static int[] count(int[] groups) {
        int[] counts = new int[3];
        Arrays.stream(groups).forEach(group -> counts[group]++);
        return counts;
    }
}
