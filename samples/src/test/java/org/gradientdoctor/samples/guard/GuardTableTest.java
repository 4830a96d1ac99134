package org.gradientdoctor.samples.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GuardTableTest {

    @Test
    void oneTrainingOfEachFaultIsHealed() {
        StringWriter out = new StringWriter();

        int status = new CommandLine(new GuardTable())
                .setOut(new PrintWriter(out))
                .execute("--cases", "1,8,10,13,19", "--seeds", "1", "--iterations", "400");

        assertThat(out.toString()).contains("5 of 5 cases within 2 %");
        assertThat(status).isZero();
    }

    @Test
    void unguardedABatchWithNaNAndAnAbsurdLabelLeaveNothing() {
        for (int number : new int[] {1, 13}) {
            GuardRun run = GuardRun.of(GuardCase.all().get(number - 1), 150, 1);
            assertThat(run.unguarded()).as("case %d", number).isNaN();
            assertThat(run.guarded()).isCloseTo(run.undisturbed(), within(.05));
        }
    }

    @Test
    void thereAreTwentyCasesOverAllFaultsUpdatersAndBothClasses() {
        assertThat(GuardCase.all()).hasSize(20).doesNotHaveDuplicates();
        assertThat(GuardCase.all()).extracting(GuardCase::fault).contains(Fault.values());
        assertThat(GuardCase.all()).extracting(GuardCase::updating).contains(Updating.values());
        assertThat(GuardCase.all()).extracting(GuardCase::graph).contains(true, false);
    }
}
