package org.gradientdoctor.core.report;

import java.util.List;
import org.gradientdoctor.core.report.Block.Difference;
import org.gradientdoctor.core.report.Block.Entries;
import org.gradientdoctor.core.report.Block.Entry;
import org.gradientdoctor.core.report.Block.Gravity;
import org.gradientdoctor.core.report.Block.Notice;
import org.gradientdoctor.core.report.Block.Paragraph;
import org.gradientdoctor.core.report.Block.Table;
import org.gradientdoctor.core.report.Block.Verbatim;
import org.gradientdoctor.core.report.Ink.Hue;

/** Sections as lines of a console, one after another. */
final class ConsolePrinter {
    private static final int WIDTH = 100;
    private static final String ARROW = "  --> ";
    private static final String BAR = "   | ";
    private static final String HELP = "help: ";

    private final Ink ink;
    private final StringBuilder out = new StringBuilder();

    ConsolePrinter(Ink ink) {
        this.ink = ink;
    }

    String text() {
        return out.toString();
    }

    void print(Section section) {
        boolean untitled =
                section.title().isEmpty() || section.blocks().stream().allMatch(Notice.class::isInstance);
        if (!untitled) {
            out.append(section.title()).append('\n');
        }
        section.blocks().forEach(block -> print(block, untitled ? "" : "  "));
    }

    private void print(Block block, String indent) {
        if (block instanceof Paragraph paragraph) {
            wrap(paragraph.text(), indent);
        } else if (block instanceof Entries entries) {
            entries.entries().forEach(entry -> print(entry, indent));
        } else if (block instanceof Table table) {
            print(table, indent);
        } else if (block instanceof Verbatim verbatim) {
            verbatim.lines().forEach(line -> out.append(indent).append(line).append('\n'));
        } else if (block instanceof Difference difference) {
            difference
                    .lines()
                    .forEach(line -> out.append(indent).append(painted(line)).append('\n'));
        } else if (block instanceof Notice notice) {
            print(notice);
        }
    }

    private String painted(String line) {
        return line.startsWith("+ ")
                ? ink.paint(Hue.ADDED, line)
                : line.startsWith("- ") ? ink.paint(Hue.REMOVED, line) : line;
    }

    private void print(Entry entry, String indent) {
        wrap(entry.headline(), indent);
        entry.details().forEach(detail -> wrap(detail, indent + "    "));
    }

    /** Code and name, where, what and why, the numbers against their thresholds, help; an empty line before and after. */
    private void print(Notice notice) {
        if (!out.isEmpty() && !out.toString().endsWith("\n\n")) {
            out.append('\n');
        }
        Hue hue = notice.gravity() == Gravity.FAILING ? Hue.FAILING : Hue.WARNING;
        out.append(ink.paint(hue, notice.gravity().name()))
                .append(' ')
                .append(notice.title())
                .append('\n');
        if (!notice.place().isEmpty()) {
            hang(ink.paint(Hue.FRAME, ARROW), ARROW.length(), notice.place());
        }
        wrap(notice.text(), "  ");
        notice.figures().forEach(figure -> hang(ink.paint(Hue.FRAME, BAR), BAR.length(), figure.toString()));
        if (!notice.help().isEmpty()) {
            hang("  " + ink.paint(Hue.HELP, HELP), 2 + HELP.length(), notice.help());
        }
        out.append('\n');
    }

    private void print(Table table, String indent) {
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
        printRow(table.heads(), widths, indent);
        table.rows().forEach(row -> printRow(row, widths, indent));
    }

    private void printRow(List<String> cells, int[] widths, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length() + (i + 1 < widths.length ? 2 : 0)));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private void wrap(String text, String indent) {
        hang(indent, indent.length(), text);
    }

    /**
     * Wraps at words; lines after the first begin below the text's.
     *
     * @param width of the lead as it is seen: color takes no room
     */
    private void hang(String lead, int width, String text) {
        StringBuilder line = new StringBuilder();
        String begin = lead;
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && width + line.length() + word.length() + 1 > WIDTH) {
                out.append(begin).append(line).append('\n');
                begin = " ".repeat(width);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.append(begin).append(line).append('\n');
    }
}
