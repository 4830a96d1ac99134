package org.gradientdoctor.samples.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import org.gradientdoctor.samples.peers.PeerLayer.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingUiGuideTest {

    private static List<PeerAlarm> judge(int iterations, Function function, IntFunction<LayerSpec> layer) {
        return new TrainingUiGuide()
                .judge(Run.of(1, iterations, function)
                        .iterations(iterations, layer)
                        .trace());
    }

    /** Weights of mean magnitude 1, so that the update's logarithm is the ratio's. */
    private static LayerSpec update(double magnitude) {
        return LayerSpec.fine().weightMagnitude(1).updateMagnitude(magnitude);
    }

    @ParameterizedTest
    @CsvSource({"1.01e-2, UPDATE_TOO_LARGE", "9.9e-5, UPDATE_TOO_SMALL", "0, UPDATE_TOO_SMALL"})
    void theRatioIsSuspectAboveMinusTwoAndBelowMinusFour(double magnitude, AlarmKind kind) {
        assertThat(judge(21, Function.NONE, i -> update(magnitude)))
                .extracting(PeerAlarm::kind)
                .containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource({"9.9e-3", "1.01e-4"})
    void ratiosInBetweenAreFine(double magnitude) {
        assertThat(judge(21, Function.NONE, i -> update(magnitude))).isEmpty();
    }

    @Test
    void threeDotsMakeAChart() {
        assertThat(judge(20, Function.NONE, i -> update(1))).isEmpty();
        assertThat(judge(21, Function.NONE, i -> update(1)).get(0).iteration()).isEqualTo(20);
    }

    @Test
    void oneDotOutOfThreeIsPassedAndTwoAreNot() {
        assertThat(judge(21, Function.NONE, i -> update(i == 20 ? 1 : 1e-3))).isEmpty();
        assertThat(judge(21, Function.NONE, i -> update(i >= 10 ? 1 : 1e-3))).hasSize(1);
    }

    @Test
    void whatLiesBetweenTheReportedIterationsIsNotSeen() {
        assertThat(judge(21, Function.NONE, i -> update(i % 10 == 0 ? 1e-3 : 1)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TANH, .49, 1", "TANH, .51, 0", "TANH, 1.99, 0", "RELU, 2.01, 1", "NONE, 9, 0"})
    void theDeviationOfActivationsIsGoodFromHalfToTwo(Function function, double deviation, int alarms) {
        assertThat(judge(21, function, i -> LayerSpec.fine().deviation(deviation)))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.ACTIVATION_SCALE);
    }

    @Test
    void notANumberIsDrawnAtZeroWhichIsAHighRatioAndAGoodDeviation() {
        assertThat(judge(21, Function.TANH, i -> update(Double.NaN).deviation(Double.NaN)))
                .extracting(PeerAlarm::kind)
                .containsExactly(AlarmKind.UPDATE_TOO_LARGE);
    }
}
