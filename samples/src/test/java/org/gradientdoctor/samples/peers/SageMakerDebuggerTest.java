package org.gradientdoctor.samples.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gradientdoctor.samples.peers.PeerLayer.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SageMakerDebuggerTest {

    private static List<PeerAlarm> judge(Run run) {
        return new SageMakerDebugger().judge(run.trace());
    }

    private static List<PeerAlarm> judgeOne(Function function, LayerSpec layer) {
        return judge(Run.of(1, 1, function).iteration(1, layer));
    }

    @Test
    void aTrainingThatIsFineIsPassed() {
        assertThat(judge(Run.of(1, 40, Function.RELU)
                        .iterations(40, i -> LayerSpec.fine().moving(i))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9.9e-8, 1", "1.01e-7, 0"})
    void aGradientVanishesBelowAMeanMagnitudeOfATenMillionth(double magnitude, int alarms) {
        assertThat(judgeOne(Function.NONE, LayerSpec.fine().gradientMagnitude(magnitude)))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.VANISHING && "first".equals(alarm.layer()));
    }

    @Test
    void onlyValuesThatAreNotFiniteAreExplodingTensors() {
        assertThat(judgeOne(Function.NONE, LayerSpec.fine().gradientMagnitude(1e30)))
                .isEmpty();
        assertThat(judgeOne(Function.NONE, LayerSpec.fine().gradientNonFinite(2)))
                .extracting(PeerAlarm::text)
                .containsExactly("ExplodingTensor: 2 elements are not finite");
        assertThat(judge(Run.of(1, 1, Function.NONE).iteration(Double.NaN, LayerSpec.fine())))
                .extracting(PeerAlarm::kind)
                .containsExactly(AlarmKind.NUMERICAL);
    }

    @ParameterizedTest
    @CsvSource({"RELU, .51, 1", "RELU, .5, 0", "TANH, .51, 0"})
    void aLayerOfRelusIsDeadWithMoreThanHalfOfItsUnitsIdle(Function function, double idle, int alarms) {
        assertThat(judgeOne(function, LayerSpec.fine().idle(idle)))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.DEAD);
    }

    @ParameterizedTest
    @CsvSource({"TANH, .51, 1", "SIGMOID, .51, 1", "SIGMOID, .5, 0", "RELU, .51, 0"})
    void aLayerIsSaturatedWithMoreThanHalfOfItsUnitsPinned(Function function, double pinned, int alarms) {
        assertThat(judgeOne(function, LayerSpec.fine().pinned(pinned)))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.SATURATED);
    }

    @ParameterizedTest
    @CsvSource({
        // Weights of mean magnitude .5, and ε of 1e-9.
        "5.01, UPDATE_TOO_LARGE",
        "4.9e-9, UPDATE_TOO_SMALL",
        "0, UPDATE_TOO_SMALL",
    })
    void updatesAreComparedWithWeights(double magnitude, AlarmKind kind) {
        assertThat(judgeOne(Function.NONE, LayerSpec.fine().updateMagnitude(magnitude)))
                .extracting(PeerAlarm::kind)
                .containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource({"4.99", "5.1e-9"})
    void updatesWithinTheRangeAreFine(double magnitude) {
        assertThat(judgeOne(Function.NONE, LayerSpec.fine().updateMagnitude(magnitude)))
                .isEmpty();
    }

    @Test
    void weightsAreUnchangedAfterTwoStepsThatMoveNothing() {
        Run run = Run.of(1, 5, Function.NONE);
        run.iteration(1.0, LayerSpec.fine().unchanged());
        run.iteration(.9, LayerSpec.fine());
        run.iteration(.8, LayerSpec.fine().unchanged());
        run.iteration(.7, LayerSpec.fine().unchanged());

        assertThat(judge(run)).extracting(PeerAlarm::kind).containsExactly(AlarmKind.UNCHANGED);
        assertThat(judge(run).get(0).iteration()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1.00001, 1", "1.00002, 0"})
    void lossesAreUnchangedWithinATolerance(double other, int alarms) {
        // 1e-8 + 1e-5 · 1 = 1.001e-5 is allowed between 1 and 1.00001.
        Run run = Run.of(1, 3, Function.NONE);
        run.iteration(1, LayerSpec.fine()).iteration(other, LayerSpec.fine()).iteration(1, LayerSpec.fine());

        assertThat(judge(run)).hasSize(alarms).allMatch(alarm -> alarm.iteration() == 2);
    }

    @ParameterizedTest
    @CsvSource({".9991, 1", ".9989, 0", "1.04, 0", "1.06, 1", "1, 1"})
    void theLossIsComparedWithTheOneTenStepsBefore(double later, int alarms) {
        Run run = Run.of(1, 20, Function.NONE);
        for (int i = 0; i < 19; i++) {
            // Neither is compared: what lies between the tenth steps, and before the second of them.
            run.iteration(i == 0 ? 1 : i == 10 ? later : 50 + i, LayerSpec.fine());
        }

        assertThat(judge(run))
                .hasSize(alarms)
                .allMatch(alarm -> alarm.kind() == AlarmKind.SLOW && alarm.iteration() == 10);
    }

    @ParameterizedTest
    @CsvSource({"3.17, 1", "3.15, 0"})
    void variancesOfReluLayersMayDifferTenfold(double deviation, int alarms) {
        // 3.17² = 10.05, 3.15² = 9.92.
        Run run = Run.of(1, 1, Function.RELU, Function.TANH, Function.RELU);
        run.iteration(
                1,
                LayerSpec.fine(),
                LayerSpec.fine().deviation(100),
                LayerSpec.fine().deviation(deviation));

        assertThat(judge(run)).hasSize(alarms).allMatch(alarm -> alarm.kind() == AlarmKind.INITIALIZATION);
    }

    @Test
    void initializationIsJudgedInTheFirstTenStepsOnly() {
        Run run = Run.of(1, 12, Function.RELU, Function.RELU);
        for (int i = 0; i < 12; i++) {
            run.iteration(Math.pow(.9, i), LayerSpec.fine(), LayerSpec.fine().deviation(i < 10 ? 1 : 100));
        }

        assertThat(judge(run)).isEmpty();
    }

    @Test
    void aRuleSpeaksOnceOfEachLayerAndAtItsFirstStep() {
        Run run = Run.of(1, 3, Function.NONE, Function.NONE);
        LayerSpec small = LayerSpec.fine().gradientMagnitude(0);
        run.iteration(1, LayerSpec.fine(), small).iteration(.9, small, small).iteration(.8, small, small);

        assertThat(judge(run)).extracting(PeerAlarm::iteration).containsExactly(0, 1);
        assertThat(judge(run)).extracting(PeerAlarm::layer).containsExactly("second", "first");
    }
}
