package org.gradientdoctor.samples.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.gradientdoctor.samples.faults.cases.Part;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SoundTrainingsTest {

    @Test
    void aSampleOfWhatGoesWellIsLeftAlone() {
        StringWriter out = new StringWriter();
        SoundTrainings trainings = new SoundTrainings();

        int status = new CommandLine(trainings)
                .setOut(new PrintWriter(out))
                .execute("--part", Part.TUNING.name(), "--every", "35");

        assertThat(out.toString()).startsWith("0 of 3 trainings touched");
        assertThat(status).isZero();
    }
}
