package org.gradientdoctor.samples.faq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links and commands are checked with those of all pages; here, that answers name what is there and what is found. */
class FaqTest {
    private static final Path PAGE = Path.of("..", "docs", "faq.md");
    private static final Pattern CODE = Pattern.compile("GH\\d{3}");
    private static final Pattern FINDING = Pattern.compile("\\[(GH\\d{3}) ([a-z-]+)\\]\\(rules/(\\S+)\\.md\\)");

    @Test
    void everyAnswerNamesFindingsThatExistAndACommand() throws IOException {
        for (Map.Entry<String, String> answer : answers().entrySet()) {
            List<MatchResult> findings =
                    FINDING.matcher(answer.getValue()).results().toList();
            assertThat(findings).as(answer.getKey()).isNotEmpty();
            for (MatchResult finding : findings) {
                Symptom symptom = symptom(finding.group(1));
                assertThat(finding.group(2)).isEqualTo(symptom.title());
                assertThat(finding.group(3)).isEqualTo(symptom.code() + "-" + symptom.title());
            }
            assertThat(answer.getValue()).as(answer.getKey()).contains("```\njava -jar ");
        }
    }

    @Test
    void everyCodeInTheTextIsAmongWhatShowsIt() throws IOException {
        answers()
                .forEach((question, answer) -> assertThat(codes(answer.replaceFirst("Shown by:.*", "")))
                        .as(question)
                        .isSubsetOf(codes(shown(answer))));
    }

    @ParameterizedTest
    @EnumSource
    void whatThePageNamesFirstIsWhatIsFound(Provoked provoked) throws IOException {
        String answer = answers().get(provoked.question());
        assertThat(answer).as("an answer to %s", provoked.question()).isNotNull();
        assertThat(codes(shown(answer))).startsWith(provoked.codes());

        var diagnosis = provoked.diagnosis();

        assertThat(diagnosis.sick())
                .as(diagnosis.toString())
                .extracting(Finding::code)
                .contains(provoked.codes());
    }

    private static String shown(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("Shown by:"))
                .findFirst()
                .orElse("");
    }

    private static List<String> codes(String text) {
        return CODE.matcher(text.replaceAll("\\(rules/[^)]*\\)", ""))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static Symptom symptom(String code) {
        return Arrays.stream(Symptom.values())
                .filter(symptom -> symptom.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + code));
    }

    private static Map<String, String> answers() throws IOException {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String part : Files.readString(PAGE).split("\n## ")) {
            int end = part.indexOf('\n');
            if (!part.startsWith("# ")) {
                answers.put(part.substring(0, end).strip(), part.substring(end));
            }
        }
        return answers;
    }
}
