package org.gradientdoctor.samples.faults.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alarm that appears or disappears fails until it is accepted with a line in the changelog. */
class GoldenVerdictsTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void verdictsAreThoseThatWereAccepted() throws IOException, InterruptedException {
        GoldenVerdicts accepted = GoldenVerdicts.read(ROOT.resolve(GoldenVerdicts.FILE));

        GoldenVerdicts now = GoldenVerdicts.now(accepted.revision(), 2);

        assertThat(now.byCase())
                .as("run AcceptVerdicts from the project's root and say in CHANGELOG.md why")
                .containsExactlyInAnyOrderEntriesOf(accepted.byCase());
    }

    @Test
    void theChangelogSpeaksOfTheRevision() throws IOException {
        GoldenVerdicts accepted = GoldenVerdicts.read(ROOT.resolve(GoldenVerdicts.FILE));

        assertThat(Files.readString(ROOT.resolve("CHANGELOG.md"))).contains(accepted.changelogLine());
    }

    @Test
    void whatIsWrittenIsRead(@TempDir Path folder) throws IOException {
        GoldenVerdicts some = new GoldenVerdicts(
                7, Map.of("dense 0: rate × 10, and more", "FAILING GH006", "dense 0: sound", "HEALTHY"));
        Path file = folder.resolve("verdicts.csv");

        some.write(file);

        assertThat(GoldenVerdicts.read(file)).isEqualTo(some);
    }
}
