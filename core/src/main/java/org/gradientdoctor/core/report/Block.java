package org.gradientdoctor.core.report;

import java.util.List;

/** A piece of a report, as a value that every format prints in its own way. */
public sealed interface Block {
    /** Running text. */
    record Paragraph(String text) implements Block {}

    /** Entries, each with a headline and lines below it. */
    record Entries(List<Entry> entries) implements Block {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One entry.
     *
     * @param headline what it is, in a line
     * @param details lines below it
     */
    record Entry(String headline, List<String> details) {
        public Entry {
            details = List.copyOf(details);
        }
    }

    /** Rows of cells under column heads; every row has as many cells as there are heads. */
    record Table(List<String> heads, List<List<String>> rows) implements Block {
        public Table {
            heads = List.copyOf(heads);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != heads.size()) {
                    throw new IllegalArgumentException(
                            "a row of " + row.size() + " cells under " + heads.size() + " heads: " + row);
                }
            }
        }
    }

    /** Text to be shown letter by letter: code, a configuration difference. */
    record Verbatim(List<String> lines) implements Block {
        public Verbatim {
            lines = List.copyOf(lines);
        }
    }

    /** What changes, line by line: added lines begin with "+ ", removed ones with "- ". */
    record Difference(List<String> lines) implements Block {
        public Difference {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Something that is wrong, told as compilers do.
     *
     * @param gravity how grave it is
     * @param title code and name
     * @param place where and since when; empty where it is nowhere in particular
     * @param text what was found and why
     * @param figures the numbers it rests on
     * @param help what to do about it; empty where nothing is known
     */
    record Notice(Gravity gravity, String title, String place, String text, List<Figure> figures, String help)
            implements Block {
        public Notice {
            figures = List.copyOf(figures);
        }
    }

    /** How grave a notice is, and the word it begins with. */
    enum Gravity {
        FAILING,
        WARNING
    }

    /**
     * A number of a notice.
     *
     * @param what what was measured
     * @param value what was found
     * @param threshold what it was compared with; empty where it only informs
     */
    record Figure(String what, String value, String threshold) {
        /** {@code decades lost: 6.25 (threshold 2)}. */
        @Override
        public String toString() {
            return what + ": " + value + (threshold.isEmpty() ? "" : " (threshold " + threshold + ")");
        }
    }
}
