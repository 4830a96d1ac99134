package org.gradientdoctor.core.report;

import java.util.List;
import java.util.stream.Collectors;
import org.gradientdoctor.core.report.Block.Difference;
import org.gradientdoctor.core.report.Block.Entries;
import org.gradientdoctor.core.report.Block.Entry;
import org.gradientdoctor.core.report.Block.Figure;
import org.gradientdoctor.core.report.Block.Notice;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Block.Verbatim;

/** Prints sections as GitHub-flavored Markdown, to be pasted into a forum or an issue. */
public final class Markdown {
    private Markdown() {}

    /** A page of its own: these lines, the sections, and one line end behind the last of them. */
    public static String page(List<String> head, List<Section> sections) {
        return (String.join("\n", head) + "\n" + print(sections)).stripTrailing() + "\n";
    }

    /** The sections in order. Names and messages from users are escaped. */
    public static String print(List<Section> sections) {
        StringBuilder out = new StringBuilder();
        for (Section section : sections) {
            if (!section.title().isEmpty()) {
                out.append("### ").append(escape(section.title())).append("\n\n");
            }
            for (int i = 0; i < section.blocks().size(); i++) {
                boolean listGoesOn = i > 0
                        && section.blocks().get(i) instanceof Notice
                        && section.blocks().get(i - 1) instanceof Notice;
                out.append(i == 0 || listGoesOn ? "" : "\n");
                print(section.blocks().get(i), out);
            }
            out.append(section.blocks().isEmpty() ? "" : "\n");
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
            fence("", verbatim.lines(), out);
        } else if (block instanceof Difference difference) {
            fence("diff", difference.lines(), out);
        } else if (block instanceof Notice notice) {
            print(notice, out);
        }
    }

    private static void fence(String language, List<String> lines, StringBuilder out) {
        out.append("```").append(language).append('\n');
        lines.forEach(line -> out.append(line.replace("```", "'''")).append('\n'));
        out.append("```\n");
    }

    /** In one line: a paste stays short however much is wrong. */
    private static void print(Notice notice, StringBuilder out) {
        String place = notice.place().isEmpty() ? "" : ", " + notice.place();
        String numbers = notice.figures().isEmpty()
                ? ""
                : notice.figures().stream().map(Figure::toString).collect(Collectors.joining("; ", " Numbers: ", "."));
        String help = notice.help().isEmpty() ? "" : " Help: " + notice.help() + ".";
        out.append("- ")
                .append(escape(notice.gravity() + " " + notice.title() + place + " " + notice.text() + numbers + help))
                .append('\n');
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
