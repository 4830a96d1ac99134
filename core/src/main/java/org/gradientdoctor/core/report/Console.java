package org.gradientdoctor.core.report;

import java.util.List;

/** Prints sections as plain text for a terminal or a log. */
public final class Console {
    private Console() {}

    /** The sections in order, lines ending in a line feed, without color. */
    public static String print(List<Section> sections) {
        return print(sections, Ink.PLAIN);
    }

    /**
     * The sections in order, lines ending in a line feed. Notices begin at the margin, as a compiler's do, so a section
     * of notices alone goes without its title.
     *
     * @param ink {@link Ink#ANSI} only where a terminal shows it: whoever opened the stream knows
     */
    public static String print(List<Section> sections, Ink ink) {
        ConsolePrinter printer = new ConsolePrinter(ink);
        sections.forEach(printer::print);
        return printer.text();
    }
}
