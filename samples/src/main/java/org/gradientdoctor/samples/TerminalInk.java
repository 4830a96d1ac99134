package org.gradientdoctor.samples;

import org.gradientdoctor.core.report.Ink;
import picocli.CommandLine.Model.CommandSpec;

/** Color where standard output is a terminal that shows it; picocli knows terminals, NO_COLOR and their like. */
final class TerminalInk {
    private TerminalInk() {}

    static Ink of(CommandSpec spec) {
        return spec.commandLine().getColorScheme().ansi().enabled() ? Ink.ANSI : Ink.PLAIN;
    }
}
