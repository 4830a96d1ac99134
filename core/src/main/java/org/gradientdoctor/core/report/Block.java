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
}
