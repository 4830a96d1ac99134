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
