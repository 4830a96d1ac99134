package org.gradientdoctor.samples.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RepairTableTest {
    private static String run(Object command, String... args) {
        StringWriter out = new StringWriter();
        new CommandLine(command).setOut(new PrintWriter(out)).execute(args);
        return out.toString();
    }

    @Test
    void aNetworkOfEachKindIsRepairedAndSetBesideItsTwin() {
        String table = run(new RepairTable(), "--only", "ten ReLU layers");
        assertThat(table).containsPattern("\\| ten ReLU layers from N\\(0, 1\\) \\| 0\\.\\d{3} \\|");
        assertThat(table).contains("re-initialize weights").contains("1 of 1 reach s ≥ 0.95");
    }

    @Test
    void allNineAreThere() {
        assertThat(SickCases.all()).hasSize(9).extracting(SickCase::name).doesNotHaveDuplicates();
    }

    @Test
    void placebosAreComparedAndCounted() {
        String tables = run(new PlaceboTable(), "--seeds", "1", "--only", "thousand times too small");
        assertThat(tables)
                .contains("| placebos | repairs | treatments compared | accepted |")
                .containsPattern("\\| rate a thousand times too small \\| 1 \\| 4 \\| 0 \\|")
                .containsPattern("\\| rate a thousand times too small, labels shuffled \\| 1 \\| \\d+ \\| 0 \\|")
                .containsPattern("of repairs 0 of 1");
    }
}
