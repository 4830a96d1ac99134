package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RepairReportJsonTest {
    private static final Path SCHEMA = Path.of("../docs/repair-report.schema.json");
    private static RepairReport report;
    private static String json;

    @BeforeAll
    static void repair() {
        report = RemedyAdvisor.standard()
                .repair(SickNetworks.dead(), TwoMoons.of(200, 1), TwoMoons.of(200, 2), RepairPlan.standard());
        json = report.toJson();
    }

    @Test
    void whatIsReadBackIsEqualAndWrittenAlike() {
        assertThat(report.steps()).isNotEmpty();
        RepairReport read = RepairReport.fromJson(json, report.model());
        assertThat(read).isEqualTo(report);
        assertThat(read.toJson()).isEqualTo(json);
        assertThat(read.toString()).isEqualTo(report.toString());
    }

    @Test
    void thePublishedSchemaHoldsForWhatIsWritten() throws IOException {
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(Files.readString(SCHEMA), InputFormat.JSON)
                        .validate(json, InputFormat.JSON))
                .isEmpty();
    }

    /** With -Dschemas=write the published one is written anew. */
    @Test
    void thePublishedSchemaIsThatOfTheFormat() throws IOException {
        String schema = new RepairReportJson(RemedyRegistry.standard()).schema();
        if ("write".equals(System.getProperty("schemas"))) {
            Files.writeString(SCHEMA, schema);
        }
        assertThat(Files.readString(SCHEMA)).isEqualTo(schema);
    }

    @Test
    void provenanceHasTheVersionsThatTheDiagnosisHas() {
        assertThat(report.diagnosis().trace().environment())
                .containsEntry("Gradient Doctor", report.provenance().toolkit())
                .containsEntry("Deeplearning4j", report.provenance().deeplearning4j());
        assertThat(report.provenance().deeplearning4j()).startsWith("1.0.0");
    }

    @Test
    void whatIsWrongWithATextIsSaid() {
        assertRefused("{}", "not a repair report", "toJson()");
        assertRefused(report.diagnosis().toJson(), "not a repair report");
        assertRefused(json.replaceFirst("\"version\" : 1", "\"version\" : 3"), "version 3", "version 1");
        assertRefused(json.replace("\"remedy\" : \"", "\"remedy\" : \"no-"), "step 1", "not registered");
        assertRefused(json.replace("\"time\" : \"PT", "\"time\" : \"P"), "is no duration", "time");
        assertRefused(json.replace("\"REPAIRED\"", "\"MENDED\""), "MENDED", "NO_REMEDY_HELPED");
    }

    private static void assertRefused(String text, String... words) {
        assertThatThrownBy(() -> RepairReport.fromJson(text, report.model()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }
}
