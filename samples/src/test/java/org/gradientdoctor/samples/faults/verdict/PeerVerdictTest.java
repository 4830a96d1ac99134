package org.gradientdoctor.samples.faults.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.samples.peers.AlarmKind;
import org.gradientdoctor.samples.peers.PeerAlarm;
import org.junit.jupiter.api.Test;

class PeerVerdictTest {

    @Test
    void anAlarmCountsFromTheIterationInWhichItWasSaid() {
        // Said in the tenth of 300 iterations, whose index is 9.
        Verdict verdict = PeerVerdict.of(
                List.of(new PeerAlarm(200, AlarmKind.DEAD, "1", ""), new PeerAlarm(9, AlarmKind.VANISHING, null, "")),
                300);

        assertThat(verdict.at(Moment.ITERATION_10)).isEqualTo(Outcome.FAILING);
        assertThat(verdict.firstFailing()).hasValue(10);
        assertThat(verdict.codes()).containsExactly("VANISHING", "DEAD");
        assertThat(verdict.layers()).containsExactly("1");
    }

    @Test
    void anAlarmBetweenTwoMomentsIsNotHeardAtTheFirst() {
        Verdict verdict = PeerVerdict.of(List.of(new PeerAlarm(30, AlarmKind.SLOW, null, "")), 300);

        // A tenth is 30 iterations, the alarm comes in the thirty-first.
        assertThat(verdict.at(Moment.TENTH)).isEqualTo(Outcome.HEALTHY);
        assertThat(verdict.at(Moment.END)).isEqualTo(Outcome.FAILING);
    }

    @Test
    void silenceIsHealthy() {
        Verdict verdict = PeerVerdict.of(List.of(), 300);

        assertThat(verdict.gravest()).isEqualTo(Outcome.HEALTHY);
        assertThat(verdict.firstWarning()).isEmpty();
    }
}
