package org.gradientdoctor.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Where the page stands after the test, in {@code target/reports}, it can be looked at. */
class RepairHtmlTest {
    @Test
    void theTrialsStandInTheReportOfTheDiagnosis() throws IOException {
        RepairReport report = RemedyAdvisor.standard()
                .repair(SickNetworks.dead(), TwoMoons.of(200, 1), TwoMoons.of(200, 2), RepairPlan.standard());
        Path file = Files.createDirectories(Path.of("target/reports")).resolve("repaired.html");
        report.toHtml().write(file);
        Document page = Jsoup.parse(Files.readString(file));
        assertThat(page.select("section h2").eachText())
                .containsSubsequence(
                        "Findings",
                        "Layers",
                        "Repair",
                        "Before and after",
                        "Trials",
                        "Provenance of the repair",
                        "Before the first non-finite value",
                        "Provenance");
        assertThat(section(page, "Repair").text()).contains("Accepted: ");
        assertThat(section(page, "Trials").select("tbody tr")).hasSizeGreaterThan(1);
        Element curves = section(page, "Before and after");
        JsonNode loss = new ObjectMapper()
                .readTree(curves.expectFirst("script[data-chart]").data());
        assertThat(loss.get("lines").get(0).get("name").asText()).isEqualTo("untreated");
        JsonNode untreated = loss.get("lines").get(0).get("y");
        JsonNode treated = loss.get("lines").get(1).get("y");
        // Two moons: the constant answer costs ln 2, the log₁₀ of which is -0.16, and the treated network less.
        assertThat(untreated.get(untreated.size() - 1).asDouble()).isBetween(-.2, 0.);
        assertThat(treated.get(treated.size() - 1).asDouble()).isLessThan(-.5);
        assertThat(curves.select("figure")).hasSize(2);
    }

    private static Element section(Document page, String title) {
        return page.select("section").stream()
                .filter(section -> section.expectFirst("h2").text().equals(title))
                .findFirst()
                .orElseThrow();
    }
}
