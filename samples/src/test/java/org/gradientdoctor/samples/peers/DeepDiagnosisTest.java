package org.gradientdoctor.samples.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import org.gradientdoctor.samples.peers.PeerLayer.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepDiagnosisTest {

    private static List<PeerAlarm> judge(Run run) {
        return new DeepDiagnosis().judge(run.trace());
    }

    /** Ten planned epochs of one iteration each, as many of them as asked for, with accuracies that rise. */
    private static Run epochs(int count, Function function, IntFunction<LayerSpec> layer) {
        Run run = Run.of(10, 10, function);
        for (int epoch = 0; epoch < count; epoch++) {
            run.iteration(Math.pow(.9, epoch), layer.apply(epoch)).epochEnd(.5 + .01 * epoch);
        }
        return run;
    }

    @Test
    void aTrainingThatIsFineIsPassed() {
        assertThat(judge(epochs(10, Function.TANH, i -> LayerSpec.fine().moving(i))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9.9e-8, 1", "1.01e-7, 0"})
    void aGradientVanishesBelowATenMillionthAtTheFirstEpochAlready(double magnitude, int alarms) {
        assertThat(judge(epochs(2, Function.TANH, i -> LayerSpec.fine().gradientMagnitude(magnitude))))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.VANISHING && alarm.iteration() == 0);
    }

    @ParameterizedTest
    @CsvSource({"RELU, 10, .7, 1", "RELU, 10, .69, 0", "RELU, 9, .9, 0", "TANH, 10, .9, 0"})
    void deadElementsAreCountedInTheLastPlannedEpochOnly(Function function, int epochs, double share, int alarms) {
        assertThat(judge(
                        epochs(epochs, function, i -> LayerSpec.fine().moving(i).nonPositive(share))))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.DEAD && alarm.iteration() == 9);
    }

    @ParameterizedTest
    @CsvSource({"TANH, 5, .51, 1", "SIGMOID, 5, .51, 1", "TANH, 5, .5, 0", "TANH, 4, .51, 0", "RELU, 5, .51, 0"})
    void saturationIsLookedForAtEveryFifthEpoch(Function function, int epochs, double share, int alarms) {
        assertThat(judge(
                        epochs(epochs, function, i -> LayerSpec.fine().moving(i).beyondFive(share))))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.SATURATED && alarm.iteration() == 4);
    }

    @Test
    void aMeanOfExactlyZeroIsANumericalError() {
        assertThat(judge(epochs(1, Function.RELU, i -> LayerSpec.fine().activationMean(0)))
                        .get(0)
                        .text())
                .startsWith("Numerical error in the forward pass");
        assertThat(judge(epochs(1, Function.RELU, i -> LayerSpec.fine().gradientMean(0)))
                        .get(0)
                        .text())
                .startsWith("Numerical error in the gradient");
        assertThat(judge(epochs(1, Function.RELU, i -> LayerSpec.fine().weightMean(0)))
                        .get(0)
                        .text())
                .startsWith("Numerical error in the weights");
    }

    @Test
    void aGradientThatIsNotFiniteIsANumericalError() {
        assertThat(judge(epochs(1, Function.RELU, i -> LayerSpec.fine().gradientNonFinite(1))))
                .extracting(PeerAlarm::kind)
                .containsExactly(AlarmKind.NUMERICAL);
    }

    @Test
    void aMeanThatStaysForFiveEpochsIsUnchangedAndOneThatMovedOnceIsNot() {
        assertThat(judge(epochs(5, Function.TANH, i -> LayerSpec.fine())).get(0).text())
                .startsWith("Unchanged tensor in the forward pass");
        assertThat(judge(epochs(5, Function.TANH, i -> LayerSpec.fine().activationMean(1 + i)))
                        .get(0)
                        .text())
                .startsWith("Unchanged tensor:");
        assertThat(judge(epochs(5, Function.TANH, i -> LayerSpec.fine().moving(i == 2 ? 1 : 0))))
                .isEmpty();
    }

    @Test
    void theLossMustBeFiniteAndMustChangeWithinFiveEpochs() {
        Run nan = Run.of(10, 10, Function.TANH)
                .iteration(Double.NaN, LayerSpec.fine())
                .epochEnd(.5);
        Run still = Run.of(10, 10, Function.TANH);
        for (int epoch = 0; epoch < 5; epoch++) {
            still.iteration(1, LayerSpec.fine().moving(epoch)).epochEnd(.5);
        }

        assertThat(judge(nan)).extracting(PeerAlarm::kind).containsExactly(AlarmKind.NUMERICAL);
        assertThat(judge(still)).extracting(PeerAlarm::kind).containsExactly(AlarmKind.SLOW);
        assertThat(judge(still).get(0).iteration()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"20, .5, 1", "19, .5, 0", "20, NaN, 0", "1, 0, 1"})
    void theAccuracyMustNotBeZeroAndMustChangeWithinTwentyEpochs(int epochs, double accuracy, int alarms) {
        Run run = Run.of(40, 40, Function.TANH);
        for (int epoch = 0; epoch < epochs; epoch++) {
            run.epoch(accuracy);
        }

        assertThat(judge(run))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.SLOW && alarm.iteration() == epochs - 1);
    }

    @Test
    void theAdviceFollowsInputWeightsAndRate() {
        // Updates of norm 5e-3 on weights of norm 5: 1e-3, within 1e-5 … .1.
        LayerSpec zero = LayerSpec.fine().gradientMean(0);
        assertThat(advice(Run.of(1, 1, Function.TANH).iteration(1, zero)))
                .endsWith("advice: change the activation function or the optimizer");
        assertThat(advice(Run.of(1, 1, Function.TANH).inputUpTo(1.1).iteration(1, zero)))
                .endsWith("advice: normalize the data");
        assertThat(advice(Run.of(1, 1, Function.TANH)
                        .inputUpTo(1.1)
                        .iteration(1, LayerSpec.fine().gradientMean(0).weightVariance(10.1))))
                .endsWith("advice: poor weights");
        assertThat(advice(Run.of(1, 1, Function.TANH)
                        .iteration(1, LayerSpec.fine().gradientMagnitude(0))))
                .endsWith("advice: add or delete a layer or change the sigmoid activation function");
    }

    @ParameterizedTest
    @CsvSource({
        // Weights of norm 5, so that the ratio's range of 1e-5 … .1 is one of norms from 5e-5 to .5.
        ".49, 5.1e-5, .1, change the activation function or the optimizer",
        ".51, .01, .1, change the learning rate",
        ".01, 4.9e-5, .1, change the learning rate",
        ".01, .01, 9.9, change the activation function or the optimizer",
        ".01, .01, 1.01e-5, change the activation function or the optimizer",
        ".01, .01, 9.9e-6, poor weights",
        ".51, .01, 10.1, poor weights",
    })
    void theAdvicesRangesAreThoseOfVarianceAndRatio(double first, double second, double variance, String advice) {
        Run run = Run.of(1, 1, Function.TANH, Function.TANH);
        run.iteration(
                1,
                LayerSpec.fine().gradientMean(0).updateNorm(first),
                LayerSpec.fine().updateNorm(second).weightVariance(variance));

        assertThat(advice(run)).endsWith("advice: " + advice);
    }

    private static String advice(Run run) {
        return judge(run.epochEnd(.5)).get(0).text();
    }

    @Test
    void variancesInputsAndRatesByThemselvesRaiseNoAlarm() {
        assertThat(judge(Run.of(1, 1, Function.TANH)
                        .inputUpTo(1000)
                        .iteration(1, LayerSpec.fine().weightVariance(1e9).updateMagnitude(1e9))
                        .epochEnd(.5)))
                .isEmpty();
    }
}
