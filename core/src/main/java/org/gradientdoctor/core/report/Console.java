package org.gradientdoctor.core.report;

import java.util.List;
import org.gradientdoctor.core.report.Block.Entries;
import org.gradientdoctor.core.report.Block.Entry;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Block.Verbatim;

/** Prints sections as plain text for a terminal or a log. */
public final class Console {
    private static final int WIDTH = 100;

    private Console() {}

    /** The sections in order, lines ending in a line feed. */
    public static String print(List<Section> sections) {
        StringBuilder out = new StringBuilder();
        for (Section section : sections) {
            if (!section.title().isEmpty()) {
                out.append(section.title()).append('\n');
            }
            String indent = section.title().isEmpty() ? "" : "  ";
            section.blocks().forEach(block -> print(block, indent, out));
        }
        return out.toString();
    }

    private static void print(Block block, String indent, StringBuilder out) {
        if (block instanceof Paragraph paragraph) {
            wrap(paragraph.text(), indent, out);
        } else if (block instanceof Entries entries) {
            entries.entries().forEach(entry -> print(entry, indent, out));
        } else if (block instanceof Table table) {
            print(table, indent, out);
        } else if (block instanceof Verbatim verbatim) {
            verbatim.lines().forEach(line -> out.append(indent).append(line).append('\n'));
        }
    }

    private static void print(Entry entry, String indent, StringBuilder out) {
        wrap(entry.headline(), indent, out);
        entry.details().forEach(detail -> wrap(detail, indent + "    ", out));
    }

    private static void print(Table table, String indent, StringBuilder out) {
        int[] widths = new int[table.heads().size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    table.heads().get(i).length(),
                    table.rows().stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        printRow(table.heads(), widths, indent, out);
        table.rows().forEach(row -> printRow(row, widths, indent, out));
    }

    private static void printRow(List<String> cells, int[] widths, String indent, StringBuilder out) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length() + (i + 1 < widths.length ? 2 : 0)));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static void wrap(String text, String indent, StringBuilder out) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.strip().split("\\s+")) {
            if (line.length() > indent.length() && line.length() + word.length() + 1 > WIDTH) {
                out.append(line).append('\n');
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        out.append(line).append('\n');
    }
}
