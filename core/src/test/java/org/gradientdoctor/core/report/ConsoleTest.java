package org.gradientdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gradientdoctor.core.report.Block.Difference;
import org.gradientdoctor.core.report.Block.Entries;
import org.gradientdoctor.core.report.Block.Entry;
import org.gradientdoctor.core.report.Block.Figure;
import org.gradientdoctor.core.report.Block.Gravity;
import org.gradientdoctor.core.report.Block.Notice;
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
    void aNoticeIsToldAsACompilerDoes() {
        Notice notice = new Notice(
                Gravity.WARNING,
                "X1 odd",
                "layer 0",
                "word ".repeat(25),
                List.of(new Figure("size", "2", "1"), new Figure("age", "NaN", "")),
                "do something");

        assertThat(Console.print(List.of(Section.of("Findings", notice, notice))))
                .isEqualTo("""
                        WARNING X1 odd
                          --> layer 0
                          word word word word word word word word word word word word word word word word word word word
                          word word word word word word
                           | size: 2 (threshold 1)
                           | age: NaN
                          help: do something

                        WARNING X1 odd
                          --> layer 0
                          word word word word word word word word word word word word word word word word word word word
                          word word word word word word
                           | size: 2 (threshold 1)
                           | age: NaN
                          help: do something

                        """);
    }

    @Test
    void colorMarksWhatIsAddedAndRemovedAndTakesNoRoom() {
        Section section = Section.of("", new Difference(List.of("  layer 0", "- a", "+ b")));

        assertThat(Console.print(List.of(section))).isEqualTo("  layer 0\n- a\n+ b\n");
        assertThat(Console.print(List.of(section), Ink.ANSI))
                .isEqualTo("  layer 0\n\u001b[31m- a\u001b[0m\n\u001b[32m+ b\u001b[0m\n");
    }

    @Test
    void aDifferenceIsADiffInMarkdown() {
        assertThat(Markdown.print(List.of(Section.of("", new Difference(List.of("- a", "+ b"))))))
                .isEqualTo("```diff\n- a\n+ b\n```\n\n");
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
