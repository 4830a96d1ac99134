package org.gradientdoctor.samples.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import org.gradientdoctor.samples.peers.PeerLayer.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TheDeepCheckerTest {

    private static List<PeerAlarm> judge(Run run) {
        return new TheDeepChecker().judge(run.trace());
    }

    /** Eleven iterations: one check, at the last of them. */
    private static List<PeerAlarm> judge(Function function, IntFunction<LayerSpec> layer) {
        return judge(Run.of(1, 11, function).iterations(11, layer));
    }

    @Test
    void aTrainingThatIsFineIsPassed() {
        assertThat(judge(Function.RELU, i -> LayerSpec.fine())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9.9e-7, VANISHING", "1.01e6, EXPLODING"})
    void aMeanMagnitudeIsJudgedAtTheTenthIterationAndNotBefore(double magnitude, AlarmKind kind) {
        IntFunction<LayerSpec> layer = i -> LayerSpec.fine().gradientMagnitude(magnitude);

        assertThat(judge(Function.NONE, layer)).extracting(PeerAlarm::kind).containsExactly(kind);
        assertThat(judge(Function.NONE, layer).get(0).iteration()).isEqualTo(10);
        assertThat(judge(Run.of(1, 10, Function.NONE).iterations(10, layer))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.01e-6", "9.9e5"})
    void magnitudesWithinTheRangeAreFine(double magnitude) {
        assertThat(judge(Function.NONE, i -> LayerSpec.fine().gradientMagnitude(magnitude)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({".5, 4, VANISHING", ".49, 4, VANISHING", "2, 4, EXPLODING"})
    void fourRatiosInARowAreATrend(double factor, int ratios, AlarmKind kind) {
        assertThat(judge(Function.NONE, i -> trend(i, factor, ratios)))
                .extracting(PeerAlarm::kind)
                .containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource({".5, 3", ".51, 4", "1.99, 4", "2, 3"})
    void threeRatiosOrAWeakerOneAreNone(double factor, int ratios) {
        assertThat(judge(Function.NONE, i -> trend(i, factor, ratios))).isEmpty();
    }

    /** Constant, then times the factor in each of the last iterations up to the tenth. */
    private static LayerSpec trend(int iteration, double factor, int ratios) {
        int steps = Math.max(0, iteration - (10 - ratios));
        return LayerSpec.fine().gradientMagnitude(1e-2 * Math.pow(factor, steps));
    }

    @ParameterizedTest
    @CsvSource({
        // Weights of mean magnitude 1: logarithms just outside of -4 … -1.
        "1.01e-1, UPDATE_TOO_LARGE",
        "9.9e-5, UPDATE_TOO_SMALL",
        "0, UNCHANGED",
    })
    void theMeanLogarithmOfTheUpdateRatioHasARange(double update, AlarmKind kind) {
        assertThat(judge(Function.NONE, i -> LayerSpec.fine().weightMagnitude(1).updateMagnitude(update)))
                .extracting(PeerAlarm::kind)
                .containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource({".099", "1.01e-4"})
    void updateRatiosWithinTheRangeAreFine(double update) {
        assertThat(judge(Function.NONE, i -> LayerSpec.fine().weightMagnitude(1).updateMagnitude(update)))
                .isEmpty();
    }

    @Test
    void theLogarithmIsAveragedOverThePeriod() {
        // Ten iterations at -3 and one at +1: mean (-30 + 1) / 11 = -2.6, although the last one alone is far above -1.
        assertThat(judge(Function.NONE, i -> LayerSpec.fine().weightMagnitude(1).updateMagnitude(i == 10 ? 10 : 1e-3)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"RELU, .51, 1", "RELU, .5, 0", "OTHER, .51, 1", "TANH, .51, 0", "NONE, .51, 0"})
    void aLayerIsDeadWithMoreThanHalfOfItsUnitsWeak(Function function, double weak, int alarms) {
        assertThat(judge(function, i -> LayerSpec.fine().weak(weak)))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.DEAD);
    }

    @ParameterizedTest
    @CsvSource({"TANH, .51, 1", "SIGMOID, .51, 1", "TANH, .5, 0", "RELU, .51, 0"})
    void aLayerIsSaturatedWithMoreThanHalfOfItsUnitsSquashed(Function function, double squashed, int alarms) {
        assertThat(judge(function, i -> LayerSpec.fine().squashed(squashed)))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.SATURATED);
    }

    @ParameterizedTest
    @CsvSource({".29, 1", ".31, 0", "3.28, 0", "3.30, 1", "NaN, 0"})
    void theDeviationOfActivationsHasTheRangeThatItsTestLetsPass(double deviation, int alarms) {
        assertThat(judge(Function.TANH, i -> LayerSpec.fine().recentDeviation(deviation)))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.ACTIVATION_SCALE);
    }

    @ParameterizedTest
    @CsvSource({"2.20, 1", "2.19, 0", "0, 1", "1.0986, 0"})
    void theFirstLossIsComparedWithThatOfGuessing(double loss, int alarms) {
        // ln 3 = 1.0986, so 2.1972 is off by all of it.
        assertThat(judge(Run.of(1, 11, Function.NONE)
                        .iteration(loss, LayerSpec.fine())
                        .iteration(50, LayerSpec.fine())))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.INITIALIZATION && alarm.iteration() == 0);
    }

    @Test
    void valuesThatAreNotFiniteAreSaidAtOnceAndLeftOutOfTheRest() {
        Run run = Run.of(1, 11, Function.TANH);
        run.iteration(1, LayerSpec.fine());
        run.iteration(Double.POSITIVE_INFINITY, LayerSpec.fine().gradientNonFinite(1));
        run.iterations(
                9,
                i -> LayerSpec.fine()
                        .gradientNonFinite(1)
                        .gradientMagnitude(Double.NaN)
                        .activationNonFinite(1)
                        .recentDeviation(9));

        assertThat(judge(run))
                .hasSize(2)
                .allMatch(alarm -> alarm.kind() == AlarmKind.NUMERICAL && alarm.iteration() == 1);
    }
}
