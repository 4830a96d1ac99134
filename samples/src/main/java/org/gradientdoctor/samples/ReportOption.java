package org.gradientdoctor.samples;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.gradientdoctor.core.html.HtmlReport;
import org.gradientdoctor.samples.input.BadInput;
import org.gradientdoctor.samples.model.OutputFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The HTML report, where it is asked for. */
final class ReportOption {
    @Option(
            names = "--report",
            paramLabel = "REPORT.html",
            description = "Also write the report with its charts as one HTML file; a file there is replaced.")
    private @Nullable Path file;

    /**
     * Before anything is trained: whether it can be written.
     *
     * @throws BadInput if it cannot
     */
    void check() {
        if (file != null) {
            OutputFile.at(file);
        }
    }

    /**
     * Before anything is trained: whether another file would be written over.
     *
     * @throws BadInput if it would
     */
    void checkIsNot(Path other) {
        if (file != null
                && file.toAbsolutePath()
                        .normalize()
                        .equals(other.toAbsolutePath().normalize())) {
            throw new BadInput("--report and --output both name " + file + ": give the report a file of its own");
        }
    }

    /** Writes it, where it was asked for, and says where. */
    void write(HtmlReport report, PrintWriter out) {
        if (file == null) {
            return;
        }
        try {
            report.write(file);
        } catch (IOException e) {
            throw new BadInput(file + " cannot be written: " + BadInput.reason(e), e);
        }
        out.println("The report was written to " + file);
    }
}
