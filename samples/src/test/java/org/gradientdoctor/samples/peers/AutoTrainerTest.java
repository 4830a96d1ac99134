package org.gradientdoctor.samples.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gradientdoctor.samples.peers.PeerLayer.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoTrainerTest {

    private static List<PeerAlarm> judge(Run run) {
        return new AutoTrainer().judge(run.trace());
    }

    private static Run twoLayers(int epochs) {
        return Run.of(epochs, epochs, Function.SIGMOID, Function.NONE);
    }

    /** Ten planned epochs of one iteration, the same accuracy at the end of each. */
    private static Run tenEpochs(double accuracy, LayerSpec first, LayerSpec last) {
        Run run = twoLayers(10);
        for (int epoch = 0; epoch < 10; epoch++) {
            run.iteration(1, first, last).epochEnd(accuracy);
        }
        return run;
    }

    @Test
    void vanishingIsSaidAtThirtyPercentOfThePlannedEpochsAndNotBefore() {
        // Ratio 9e-5 / 1 < 1e-3 and norm 9e-5 < 1e-4.
        Run run = tenEpochs(.5, LayerSpec.fine().gradientNorm(9e-5), LayerSpec.fine());

        assertThat(judge(run)).hasSize(1);
        assertThat(judge(run).get(0).kind()).isEqualTo(AlarmKind.VANISHING);
        assertThat(judge(run).get(0).iteration()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "9.9e-5, 1, VANISHING", // just below both
        "1.1e-4, 1, SLOW", // the norm is above 1e-4
        "9e-5, .089, SLOW", // the ratio is 1.01e-3
        "71, 1, EXPLODING",
        "69, 1, SLOW",
    })
    void bothEndsOfTheNetworkDecideWithNormAndRatio(double first, double last, AlarmKind kind) {
        Run run = tenEpochs(
                .5, LayerSpec.fine().gradientNorm(first), LayerSpec.fine().gradientNorm(last));

        assertThat(judge(run).get(0).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"70, 70, DEAD", "70, 69, SLOW", "100, 40, DEAD", "99, 40, SLOW"})
    void dyingIsAShareOfZerosOfAllGradientsTogether(int first, int last, AlarmKind kind) {
        Run run = tenEpochs(
                .5, LayerSpec.fine().gradientZeros(first), LayerSpec.fine().gradientZeros(last));

        assertThat(judge(run).get(0).kind()).isEqualTo(kind);
    }

    @Test
    void aDyingNetworkIsCalledDyingEvenIfItsGradientsExplodeToo() {
        LayerSpec first = LayerSpec.fine().gradientNorm(100).gradientZeros(100);

        assertThat(judge(tenEpochs(.5, first, LayerSpec.fine().gradientZeros(90)))
                        .get(0)
                        .kind())
                .isEqualTo(AlarmKind.DEAD);
    }

    @Test
    void gradientsAreNotJudgedWhereTheAccuracyHasBeenHighAndRising() {
        Run run = twoLayers(10);
        double[] accuracies = {.5, .6, .71, .72, .73, .74, .75, .76, .77, .78};
        for (double accuracy : accuracies) {
            run.iteration(1, LayerSpec.fine().gradientNorm(100), LayerSpec.fine())
                    .epochEnd(accuracy);
        }

        assertThat(judge(run)).isEmpty();
    }

    @Test
    void atTheThirdOfTenEpochsABestAccuracyJustBelowTheThresholdStillOpensTheGate() {
        Run run = twoLayers(10);
        double[] accuracies = {.5, .6, .69, .9, .9};
        for (double accuracy : accuracies) {
            run.iteration(1, LayerSpec.fine().gradientNorm(100), LayerSpec.fine())
                    .epochEnd(accuracy);
        }

        assertThat(judge(run)).extracting(PeerAlarm::kind).containsExactly(AlarmKind.EXPLODING);
        assertThat(judge(run).get(0).iteration()).isEqualTo(2);
    }

    @Test
    void whatTheGradientsShowedInAnyEpochCountsAndTheGateOnceOpenStaysOpen() {
        Run run = twoLayers(10);
        run.iteration(1, LayerSpec.fine(), LayerSpec.fine()).epochEnd(.4);
        run.iteration(1, LayerSpec.fine(), LayerSpec.fine()).epochEnd(.5);
        run.iteration(1, LayerSpec.fine(), LayerSpec.fine()).epochEnd(.6);
        run.iteration(1, LayerSpec.fine(), LayerSpec.fine()).epochEnd(.8);
        // The gradient at the end of epoch 4 is that of the next epoch's first batch, the last one here.
        run.iteration(1, LayerSpec.fine(), LayerSpec.fine()).epochEnd(.9);
        run.iteration(1, LayerSpec.fine().gradientNorm(100), LayerSpec.fine()).epochEnd(.9);

        assertThat(judge(run).get(0).kind()).isEqualTo(AlarmKind.EXPLODING);
        assertThat(judge(run).get(0).iteration()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({".5099, 1", ".5101, 0"})
    void convergenceIsSlowWhereNoEpochGainsAHundredth(double third, int alarms) {
        // Accuracies .8, .8 + gain: satisfied, so that only the gain decides.
        Run run = twoLayers(4);
        double gain = third - .5;
        run.epoch(.8).epoch(.8 + gain).epoch(.8 + gain).epoch(.8 + gain);

        assertThat(judge(run)).hasSize(alarms);
        assertThat(judge(run)).allMatch(alarm -> alarm.kind() == AlarmKind.SLOW);
    }

    @Test
    void anUnsatisfiedNetworkWithGoodGradientsAndAGainIsNotJudged() {
        assertThat(judge(twoLayers(4).epoch(.3).epoch(.4).epoch(.5).epoch(.6))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({".831, 1", ".829, 0"})
    void oscillationIsAFifthOfTheEpochsInPairsThreeHundredthsApart(double high, int alarms) {
        // Maxima at epochs 1 and 3, minima at 2: one pair (.831 - .80 = .031) of five epochs is a fifth.
        Run run = twoLayers(5);
        run.epoch(.79).epoch(high).epoch(.80).epoch(high).epoch(.80);

        assertThat(judge(run)).hasSize(alarms);
        assertThat(judge(run)).allMatch(alarm -> alarm.kind() == AlarmKind.OSCILLATING);
    }

    @Test
    void extremaThatAreTooRareAreNoOscillation() {
        // One pair in six epochs: 1 < .2 · 6 = 1.2.
        assertThat(AccuracyCurve.oscillates(List.of(.7, .9, .7, .9, .91, .92))).isFalse();
        assertThat(AccuracyCurve.oscillates(List.of(.7, .9, .7, .9, .91))).isTrue();
    }

    @Test
    void aValueThatIsNotFiniteIsExplosionAtTheFirstEpochAlready() {
        Run run = twoLayers(10);
        run.iteration(1, LayerSpec.fine().gradientNonFinite(1), LayerSpec.fine())
                .epochEnd(.9);

        assertThat(judge(run).get(0).kind()).isEqualTo(AlarmKind.EXPLODING);
        assertThat(judge(run).get(0).iteration()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1e5, 1", "99999, 0", "NaN, 1", "Infinity, 1"})
    void theLossOfAnEpochExplodesAtAHundredThousand(double loss, int alarms) {
        Run run = twoLayers(10);
        run.iteration(loss, LayerSpec.fine(), LayerSpec.fine()).epochEnd(Double.NaN);

        assertThat(judge(run)).hasSize(alarms);
    }

    @Test
    void withoutAccuracyOnlyExplosionIsJudged() {
        assertThat(judge(tenEpochs(
                        Double.NaN, LayerSpec.fine().gradientNorm(1e-9).gradientZeros(100), LayerSpec.fine())))
                .isEmpty();
    }
}
