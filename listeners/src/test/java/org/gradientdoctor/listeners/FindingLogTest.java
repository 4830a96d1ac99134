package org.gradientdoctor.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.junit.jupiter.api.Test;

class FindingLogTest {
    private final List<String> lines = new ArrayList<>();
    private final FindingLog log = new FindingLog(lines::add);
    private Outcome last = Outcome.NOT_EVALUATED;

    /** As a watch does: only what has changed. */
    private void becomes(Outcome now) {
        log.accept(
                now.isSick()
                        ? Finding.of(new Stalled(), now, "the loss rests")
                        : Finding.healthy(new Stalled(), "the loss falls"),
                last);
        last = now;
    }

    @Test
    void aFindingIsToldInFullOnceAndAgainWhereItHasBecomeGraver() {
        becomes(Outcome.WARNING);
        assertThat(lines).singleElement().asString().contains("GH010", "WARNING", "the loss rests");
        becomes(Outcome.FAILING);
        assertThat(lines).hasSize(2).last().asString().contains("GH010", "FAILING", "the loss rests");
        becomes(Outcome.WARNING);
        assertThat(lines).hasSize(2);
    }

    @Test
    void howOftenItCameBackIsToldAtDoublingDistances() {
        for (int i = 0; i < 20; i++) {
            becomes(Outcome.WARNING);
            becomes(Outcome.HEALTHY);
        }
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "GH010 stalled-loss: WARNING again, 2 times by now",
                        "GH010 stalled-loss: WARNING again, 4 times by now",
                        "GH010 stalled-loss: WARNING again, 8 times by now",
                        "GH010 stalled-loss: WARNING again, 16 times by now");
    }

    /** Of a symptom. */
    private record Stalled() implements Detector {
        @Override
        public Symptom symptom() {
            return Symptom.STALLED_LOSS;
        }

        @Override
        public String needs() {
            return "nothing";
        }

        @Override
        public Finding examine(TraceSnapshot trace) {
            return Finding.healthy(this, "");
        }
    }
}
