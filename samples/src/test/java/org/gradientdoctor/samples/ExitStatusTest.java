package org.gradientdoctor.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ExitStatusTest {
    @Command
    static final class OutOfMemory implements Runnable {
        @Override
        public void run() {
            throw new OutOfMemoryError("no native memory is left");
        }
    }

    /** 1 says that something is failing in the network. */
    @Test
    void anErrorOfTheVirtualMachineIsNoDiagnosis() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new OutOfMemory()).setErr(new PrintWriter(err));

        assertThat(GradientDoctor.status(command)).isEqualTo(ExitStatus.INTERNAL);
        assertThat(err.toString()).contains("OutOfMemoryError", "no native memory is left");
    }
}
