package org.gradientdoctor.samples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/** What a command line did: its exit status and all it printed. */
record CommandRun(int status, String out, String err) {

    static CommandRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = GradientDoctor.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments)
                        .map(argument -> argument instanceof Path path ? path.toString() : String.valueOf(argument))
                        .toArray(String[]::new));
        return new CommandRun(status, out.toString(), err.toString());
    }
}
