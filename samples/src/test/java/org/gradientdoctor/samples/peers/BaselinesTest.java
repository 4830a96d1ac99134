package org.gradientdoctor.samples.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.gradientdoctor.samples.peers.PeerLayer.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselinesTest {

    /** 200 planned iterations; the constant answer is 1. */
    private static List<PeerAlarm> lossAlone(int iterations, IntToDoubleFunction loss) {
        Run run = Run.of(1, 200, Function.NONE);
        for (int i = 0; i < iterations; i++) {
            run.iteration(loss.applyAsDouble(i), LayerSpec.fine());
        }
        return new LossAlone().judge(run.trace());
    }

    @Test
    void theLossIsJudgedAtATenthAndAtTheEnd() {
        assertThat(lossAlone(200, i -> 1)).extracting(PeerAlarm::iteration).containsExactly(19, 199);
        assertThat(lossAlone(200, i -> i < 20 ? 1 : .5))
                .extracting(PeerAlarm::iteration)
                .containsExactly(19);
        assertThat(lossAlone(200, i -> i < 190 ? .5 : 1))
                .extracting(PeerAlarm::iteration)
                .containsExactly(199);
    }

    @ParameterizedTest
    @CsvSource({".951, 2", ".949, 0"})
    void fivePercentBetterThanTheConstantAnswerIsEnough(double loss, int alarms) {
        assertThat(lossAlone(200, i -> loss)).hasSize(alarms).allMatch(alarm -> alarm.kind() == AlarmKind.SLOW);
    }

    @Test
    void theMeanOfTheLastTenDecides() {
        // Iterations 10 … 19: nine of .9 and one of 1.5 have the mean .96; of 1.3, .94.
        assertThat(lossAlone(20, i -> i == 15 ? 1.5 : .9)).hasSize(1);
        assertThat(lossAlone(20, i -> i == 15 ? 1.3 : .9)).isEmpty();
        assertThat(lossAlone(20, i -> i < 10 ? 100 : .9)).isEmpty();
    }

    @Test
    void aLossThatWasNotFiniteIsSaidAtTheNextTimeOfJudgment() {
        assertThat(lossAlone(200, i -> i == 30 ? Double.NaN : .5))
                .extracting(PeerAlarm::iteration)
                .containsExactly(199);
        assertThat(lossAlone(200, i -> i == 3 ? Double.POSITIVE_INFINITY : .5))
                .extracting(PeerAlarm::kind)
                .containsExactly(AlarmKind.NUMERICAL, AlarmKind.NUMERICAL);
    }

    @Test
    void aRunThatEndedEarlyIsJudgedAtItsOwnEnd() {
        assertThat(lossAlone(7, i -> 1)).extracting(PeerAlarm::iteration).containsExactly(6);
        assertThat(lossAlone(0, i -> 1)).isEmpty();
    }

    @Test
    void alwaysHealthySaysNothing() {
        assertThat(new AlwaysHealthy()
                        .judge(Run.of(1, 1, Function.NONE)
                                .iteration(Double.NaN, LayerSpec.fine().gradientNonFinite(1))
                                .trace()))
                .isEmpty();
    }

    @Test
    void everyPeerHasANameOfItsOwnAndJudgesAnEmptyTrace() {
        assertThat(Peers.all()).extracting(Peer::name).doesNotHaveDuplicates();
        PeerTrace empty = Run.of(1, 1, Function.NONE).trace();
        assertThat(Peers.all()).allSatisfy(peer -> assertThat(peer.judge(empty)).isEmpty());
    }
}
