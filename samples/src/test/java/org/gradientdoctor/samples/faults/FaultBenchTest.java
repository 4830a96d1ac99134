package org.gradientdoctor.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FaultBenchTest {

    @Test
    void pagesOfOtherPartsDoNotReplaceThoseOfTheReportPart(@TempDir Path documents) {
        StringWriter err = new StringWriter();
        int status = new CommandLine(new FaultBench())
                .setErr(new PrintWriter(err))
                .execute("--part", "TUNING", "--publish", documents.toString());
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("--publish is for the report part");
        assertThat(documents).isEmptyDirectory();
    }
}
