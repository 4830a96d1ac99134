package org.gradientdoctor.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ExitStatusTest {
    @Command(name = "exhaust")
    static final class NoNatives implements Runnable {
        @Override
        public void run() {
            throw new UnsatisfiedLinkError("no jnind4jcpu");
        }
    }

    /** 1 says that something is failing in the network. */
    @Test
    void anErrorOfTheVirtualMachineIsNoDiagnosis() {
        StringWriter err = new StringWriter();
        CommandLine command =
                GradientDoctor.commandLine().addSubcommand(new NoNatives()).setErr(new PrintWriter(err));

        assertThat(command.execute("exhaust")).isEqualTo(ExitStatus.INTERNAL);
        assertThat(err.toString())
                .startsWith("gradient-doctor: internal error")
                .contains("UnsatisfiedLinkError", "no jnind4jcpu")
                .hasLineCount(1);
    }
}
