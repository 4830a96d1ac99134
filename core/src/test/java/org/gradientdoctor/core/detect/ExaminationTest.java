package org.gradientdoctor.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.junit.jupiter.api.Test;

class ExaminationTest {
    private static final TraceSnapshot TRACE = TraceFixture.sigmoid(6).snapshot();

    @Test
    void aDetectorOfTheUsersOwnIsAskedWithTheOthers() {
        Diagnosis diagnosis =
                Examination.standard().with(answering("MY001", Outcome.FAILING)).examine(TRACE);

        assertThat(diagnosis.findings()).extracting(Finding::code).contains("GH001", "MY001");
        assertThat(diagnosis.findings().get(0).outcome()).isEqualTo(Outcome.FAILING);
        assertThat(diagnosis.toString()).contains("FAILING MY001");
    }

    @Test
    void aDetectorThatThrowsIsToldAndPassedOver() {
        Diagnosis diagnosis = Examination.standard()
                .with(new Own("MY001") {
                    @Override
                    public Finding examine(TraceSnapshot trace) {
                        throw new IllegalStateException("broken");
                    }
                })
                .examine(TRACE);

        assertThat(finding(diagnosis, "MY001").outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(finding(diagnosis, "MY001").explanation()).contains("failed").contains("broken");
    }

    @Test
    @SuppressWarnings("NullAway") // What a user's detector must not do.
    void aDetectorThatAnswersNullIsToldAndPassedOver() {
        Diagnosis diagnosis = Examination.standard()
                .with(new Own("MY001") {
                    @Override
                    public Finding examine(TraceSnapshot trace) {
                        return null;
                    }
                })
                .examine(TRACE);

        assertThat(finding(diagnosis, "MY001").explanation()).contains("answered null");
    }

    @Test
    void aSilencedCodeIsListedAsNotEvaluated() {
        Diagnosis diagnosis = Examination.standard().ignoring("GH001").examine(TRACE);

        assertThat(finding(diagnosis, "GH001").outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        assertThat(finding(diagnosis, "GH001").explanation()).contains("silenced");
    }

    @Test
    void anUnknownCodeToIgnoreAndACodeThatIsTakenAreRefused() {
        assertThatThrownBy(() -> Examination.standard().ignoring("GH999"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GH999")
                .hasMessageContaining("GH001");
        assertThatThrownBy(() -> Examination.standard().with(answering("GH001", Outcome.HEALTHY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GH001 already");
    }

    private static Finding finding(Diagnosis diagnosis, String code) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static Detector answering(String code, Outcome outcome) {
        return new Own(code) {
            @Override
            public Finding examine(TraceSnapshot trace) {
                return Finding.of(this, outcome, "as asked");
            }
        };
    }

    private abstract static class Own implements Detector {
        private final String code;

        Own(String code) {
            this.code = code;
        }

        @Override
        public Symptom symptom() {
            return Symptom.CUSTOM;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public String needs() {
            return "nothing";
        }
    }
}
