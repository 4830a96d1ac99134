package org.gradientdoctor.samples.faults.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.cases.Cases;
import org.gradientdoctor.samples.faults.cases.Part;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedStatesTest {
    private static final List<BenchCase> CASES = new Cases().of(Part.TUNING).subList(0, 2);

    @TempDir
    private Path folder;

    @Test
    void casesAreWhatTheirRowSays() throws IOException {
        PublishedStates published = PublishedStates.read(
                file(
                        "case,family,truth,share",
                        "another,dense,NO_TWIN,NaN",
                        CASES.get(0) + ",dense,SICK,0.100",
                        CASES.get(1) + ",dense,HEALTHY,1.000"),
                CASES);

        assertThat(published.of(CASES.get(0))).isEqualTo(State.SICK);
        assertThat(published.of(CASES.get(1))).isEqualTo(State.HEALTHY);
    }

    @Test
    void aCaseThatIsNotPublishedIsNamed() throws IOException {
        Path file = file("case,truth", CASES.get(1) + ",SICK");

        assertThatThrownBy(() -> PublishedStates.read(file, CASES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("no case \"" + CASES.get(0).name() + "\"");
    }

    @Test
    void filesOfAnotherKindAreRefused() throws IOException {
        for (Path file :
                List.of(file("name,truth", "a,SICK"), file("case,truth", "a,UNWELL"), file("case,truth", "a"))) {
            assertThatThrownBy(() -> PublishedStates.read(file, List.of()))
                    .as(Files.readString(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("bench/cases.csv");
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("none.csv");

        assertThatThrownBy(() -> PublishedStates.read(file, List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    /** As a command it ends with a message and a status of its own, before anything is trained. */
    @Test
    void theBenchRefusesStatesOfAnotherPart() throws IOException {
        StringWriter err = new StringWriter();
        int status = RepairBench.command(new RepairBench())
                .setErr(new PrintWriter(err))
                .execute(
                        "--work",
                        folder.toString(),
                        "--states",
                        file("case,truth", "a,SICK").toString());

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("has no case").doesNotContain("\tat ");
        assertThat(folder.resolve("trials.tsv")).doesNotExist();
    }

    private Path file(String... lines) throws IOException {
        return Files.write(Files.createTempFile(folder, "cases", ".csv"), List.of(lines));
    }
}
