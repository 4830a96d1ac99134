package org.gradientdoctor.samples.faults.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.gradientdoctor.samples.faults.cases.Part;
import org.gradientdoctor.samples.faults.repair.RepairBench.Rival;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepairBenchTest {

    @Test
    void allArmsRunOnTheTuningPartIfNothingElseIsSaid() {
        RepairBench bench = new RepairBench();
        RepairBench.command(bench).parseArgs();

        assertThat(bench.part).isEqualTo(Part.TUNING);
        assertThat(bench.arms).containsExactly(Rival.values());
        assertThat(bench.cases).isEqualTo(120);
        assertThat(bench.useUpValidation).isFalse();
    }

    @Test
    void armsAreNamedAsTheHelpNamesThem() {
        RepairBench bench = new RepairBench();
        RepairBench.command(bench).parseArgs("--arms", "best-practice,autotrainer", "--part", "tuning");

        assertThat(bench.arms).containsExactly(Rival.BEST_PRACTICE, Rival.AUTOTRAINER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cases", "--every", "--threads"})
    void numbersBelowOneAreRefusedBeforeAnythingIsTrained(String option) {
        assertThat(refusal(option, "0")).contains(option + " is 0: give at least 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "60", "61"})
    void aSampleToLeaveOutIsSmallerThanTheOneThatIsTaken(String after) {
        assertThat(refusal("--cases", "60", "--after", after)).contains("--after is " + after + ": give 0 to 59");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3"})
    void aSampleBeginsWithOneOfTheFirstCasesItHasToChooseFrom(String first) {
        assertThat(refusal("--every", "2", "--first", first))
                .contains("--first is " + first + ": give 1 to 2, the value of --every");
    }

    /** What is said of options that are not accepted. */
    private static String refusal(String... options) {
        StringWriter err = new StringWriter();
        int status = RepairBench.command(new RepairBench())
                .setErr(new PrintWriter(err))
                .execute(options);
        assertThat(status).isEqualTo(2);
        return err.toString();
    }
}
