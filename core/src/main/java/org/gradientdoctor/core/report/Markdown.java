package org.gradientdoctor.core.report;

import java.util.List;
import java.util.stream.Collectors;
import org.gradientdoctor.core.report.Block.Entries;
import org.gradientdoctor.core.report.Block.Entry;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Block.Verbatim;

/** Prints sections as GitHub-flavored Markdown, to be pasted into a forum or an issue. */
public final class Markdown {
    private Markdown() {}

    /** The sections in order. Names and messages from users are escaped. */
    public static String print(List<Section> sections) {
        StringBuilder out = new StringBuilder();
        for (Section section : sections) {
            if (!section.title().isEmpty()) {
                out.append("### ").append(escape(section.title())).append("\n\n");
            }
            for (Block block : section.blocks()) {
                print(block, out);
                out.append('\n');
            }
        }
        return out.toString();
    }

    private static void print(Block block, StringBuilder out) {
        if (block instanceof Paragraph paragraph) {
            out.append(escape(paragraph.text())).append('\n');
        } else if (block instanceof Entries entries) {
            entries.entries().forEach(entry -> print(entry, out));
        } else if (block instanceof Table table) {
            printRow(table.heads(), out);
            out.append("|").append("---|".repeat(table.heads().size())).append('\n');
            table.rows().forEach(row -> printRow(row, out));
        } else if (block instanceof Verbatim verbatim) {
            out.append("```\n");
            verbatim.lines()
                    .forEach(line -> out.append(line.replace("```", "'''")).append('\n'));
            out.append("```\n");
        }
    }

    private static void print(Entry entry, StringBuilder out) {
        out.append("- ").append(escape(entry.headline()));
        entry.details().forEach(detail -> out.append(" ").append(escape(detail)));
        out.append('\n');
    }

    private static void printRow(List<String> cells, StringBuilder out) {
        out.append(cells.stream().map(Markdown::escape).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n', '\r' -> escaped.append(' ');
                case '|', '*', '`', '\\', '_', '[', ']', '#' ->
                    escaped.append('\\').append(c);
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
