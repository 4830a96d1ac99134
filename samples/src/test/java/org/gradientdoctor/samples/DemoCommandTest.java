package org.gradientdoctor.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void theMainJobEndsWithALineForEachNetwork() {
        CommandRun run = CommandRun.of("demo", "--epochs", 30);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isEqualTo(ExitStatus.FINE);
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(lines.size() - 2))
                .matches(
                        "vanishing: accuracy 0\\.33 -> [01]\\.\\d\\d \\(GH001 vanishing-gradient, saturating activation;"
                                + " swap activation to relu .*\\)");
        assertThat(lines.get(lines.size() - 1))
                .matches(
                        "exploding: accuracy none -> [01]\\.\\d\\d \\(GH002 exploding-gradient, weight scale too large;"
                                + " re-initialize weights .*\\)");
        assertThat(run.out()).contains("Advice, best first", "activationFn: ActivationReLU");
    }

    @Test
    void aTableHasALineForEachSeedAndTheMeans() {
        CommandRun run = CommandRun.of("demo", "--epochs", 1, "--seeds", "3-4");

        assertThat(run.status()).isEqualTo(ExitStatus.FINE);
        assertThat(run.out().lines().filter(line -> line.startsWith("seed ")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("seed 3: two-layer twin accuracy ");
        assertThat(run.out()).contains("vanishing: mean accuracy ", "named right in ", " of 2");
    }
}
