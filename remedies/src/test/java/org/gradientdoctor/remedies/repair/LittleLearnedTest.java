package org.gradientdoctor.remedies.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.remedies.Diagnoses;
import org.gradientdoctor.remedies.Metric;
import org.gradientdoctor.remedies.SickNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LittleLearnedTest {
    private static final TraceSnapshot TRACE = Diagnoses.of(SickNetworks.deepSigmoid(), List.of(), Symptom.DEAD_UNITS)
            .trace();

    private static LittleLearned learned(double accuracy, double constant) {
        return new LittleLearned(Metric.accuracy(), accuracy, constant);
    }

    @ParameterizedTest
    @CsvSource({"0.69, 0.1, WARNING", "0.71, 0.1, HEALTHY", "0.83, 0.5, WARNING", "0.84, 0.5, HEALTHY", "-3, 0, WARNING"
    })
    void twoThirdsOfTheWayFromTheConstantAnswerToOneAreEnough(double accuracy, double constant, Outcome outcome) {
        Finding finding = learned(accuracy, constant).examine(TRACE);
        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(finding.code()).isEqualTo("GH010");
        assertThat(finding.measurements().get(0).value()).isEqualTo(accuracy);
    }

    @Test
    void itTakesThePlaceOfWhatTheLossAloneTells() {
        Finding well = Finding.healthy(learned(1, 0), "the loss falls");
        Finding other = Finding.of(new Warning(), Outcome.WARNING, "it is small");
        Diagnosis before = new Diagnosis(TRACE, List.of(other, well), List.of());
        Diagnosis after = learned(.2, .1).addedTo(before);
        assertThat(after.verdict()).isEqualTo(Outcome.WARNING);
        assertThat(after.findings()).hasSize(2).contains(other).doesNotContain(well);
        assertThat(after.finding(Symptom.STALLED_LOSS))
                .hasValueSatisfying(found -> assertThat(found.explanation()).contains("0.200", "0.100"));
        assertThat(learned(.9, .1).addedTo(before)).isSameAs(before);
    }

    @Test
    void aStalledLossThatIsKnownStaysAsItIs() {
        Finding stalled = Finding.of(learned(0, 0), Outcome.WARNING, "the loss rests");
        Diagnosis before = new Diagnosis(TRACE, List.of(stalled), List.of());
        assertThat(learned(.2, .1).addedTo(before)).isSameAs(before);
    }

    /** Of another symptom. */
    private record Warning() implements Detector {
        @Override
        public Symptom symptom() {
            return Symptom.UPDATE_TOO_SMALL;
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
