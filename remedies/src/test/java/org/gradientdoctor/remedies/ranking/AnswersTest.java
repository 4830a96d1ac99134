package org.gradientdoctor.remedies.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Path PAGES = Path.of("..", "docs", "remedies");

    private static List<String> page() throws IOException {
        return Files.readAllLines(PAGES.resolve("README.md"));
    }

    private static String cell(Collection<Answer> answers) {
        String cell = answers.stream().map(AnswersTest::text).distinct().collect(Collectors.joining(", "));
        return cell.isEmpty() ? "–" : cell;
    }

    private static String text(Answer answer) {
        return answer == Answer.ALL_TOGETHER ? "all together" : String.join(" + ", answer.remedies());
    }

    private static String cell(Cause cause, Effect effect) {
        return cell(CauseAnswers.of(cause).entrySet().stream()
                .filter(row -> row.getValue() == effect)
                .map(Map.Entry::getKey)
                .toList());
    }

    @Test
    void thePageSaysOfEachCauseWhatIsAdvisedAndWhy() throws IOException {
        for (Cause cause : Cause.values()) {
            String row = "| " + cause.title() + " | " + cell(cause, Effect.HEALS) + " | " + cell(cause, Effect.EASES)
                    + " | " + cell(cause, Effect.MAY_HELP) + " | ";
            assertThat(page())
                    .as(row)
                    .anySatisfy(line -> assertThat(line).startsWith(row).hasSizeGreaterThan(row.length() + 20));
        }
    }

    @Test
    void thePageSaysOfEachSymptomWhatIsAdvised() throws IOException {
        for (Symptom symptom : Symptom.values()) {
            assertThat(page()).contains("| " + symptom.title() + " | " + cell(SymptomAnswers.of(symptom)) + " |");
        }
    }

    @Test
    void everyAnswerIsGivenAndEveryRemedyThatHasAPageIsAmongThem() throws IOException {
        Set<Answer> given = new TreeSet<>();
        for (Cause cause : Cause.values()) {
            given.addAll(CauseAnswers.of(cause).keySet());
        }
        for (Symptom symptom : Symptom.values()) {
            given.addAll(SymptomAnswers.of(symptom));
        }
        assertThat(given).containsExactly(Answer.values());
        Set<String> named = new TreeSet<>();
        given.forEach(answer -> named.addAll(answer.remedies()));
        try (var files = Files.list(PAGES)) {
            Set<String> pages = files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .filter(name -> !name.equals("README"))
                    .collect(Collectors.toCollection(TreeSet::new));
            // What is further back than a shortened segment is not learned, so nobody is told to shorten any.
            pages.remove("shorten-backpropagation");
            assertThat(named).isEqualTo(pages);
        }
    }

    @Test
    void everyCauseOfTheNetworkHasARemedyAndFaultyDataHaveNone() {
        for (Cause cause : Cause.values()) {
            boolean ofTheNetwork = cause != Cause.FAULTY_DATA && cause != Cause.CUSTOM;
            assertThat(CauseAnswers.of(cause).isEmpty()).as(cause.title()).isNotEqualTo(ofTheNetwork);
        }
    }

    @Test
    void noSymptomNamesAnAnswerTwice() {
        for (Symptom symptom : Symptom.values()) {
            assertThat(SymptomAnswers.of(symptom)).as(symptom.title()).doesNotHaveDuplicates();
        }
    }
}
