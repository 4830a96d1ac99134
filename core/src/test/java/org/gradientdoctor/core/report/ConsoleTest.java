package org.gradientdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gradientdoctor.core.report.Block.Entries;
import org.gradientdoctor.core.report.Block.Entry;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Block.Verbatim;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    @Test
    void sectionsPrintTitleEntriesTablesAndVerbatimLines() {
        String text = Console.print(List.of(Section.of(
                "Advice",
                new Paragraph("Two  words."),
                new Entries(List.of(new Entry("head", List.of("detail")))),
                new Table(List.of("layer", "rms"), List.of(List.of("0", "1e-3"), List.of("output", "2"))),
                new Verbatim(List.of("- a", "+   b")))));

        assertThat(text).isEqualTo("""
                        Advice
                          Two words.
                          head
                              detail
                          layer   rms
                          0       1e-3
                          output  2
                          - a
                          +   b
                        """);
    }

    @Test
    void longTextWrapsAtWordsAndAWordLongerThanTheLineStaysWhole() {
        String word = "x".repeat(130);
        String text = Console.print(List.of(Section.of("", new Paragraph("many words ".repeat(30) + word))));

        assertThat(text.lines().limit(3)).allMatch(line -> line.length() <= 100);
        assertThat(text).contains("\n" + word + "\n");
    }

    @Test
    void aRowThatDoesNotFitItsHeadsIsRefused() {
        assertThatThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 cells under 2 heads");
    }
}
