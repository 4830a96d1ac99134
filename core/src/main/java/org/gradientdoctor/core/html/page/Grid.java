package org.gradientdoctor.core.html.page;

import java.util.List;

/**
 * A table.
 *
 * @param caption what it shows, in a line
 * @param heads of the columns
 * @param rows with as many cells as there are heads
 */
public record Grid(String caption, List<String> heads, List<Row> rows) implements Part {
    public Grid {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.cells().size() != heads.size()) {
                throw new IllegalArgumentException(
                        "a row of " + row.cells().size() + " cells under " + heads.size() + " heads: " + row);
            }
        }
    }

    /**
     * One row.
     *
     * @param tone how grave it is, which also shows as a symbol in its first cell
     * @param cells from left to right
     */
    public record Row(Tone tone, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        public static Row of(String... cells) {
            return new Row(Tone.PLAIN, List.of(cells));
        }
    }
}
