package org.gradientdoctor.core.html.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Numbers in rows and columns as colors, on a scale of powers of ten.
 *
 * @param caption what it shows, in a line
 * @param reading how to read it, in a sentence
 * @param rowAxis what rows are
 * @param rows their names, the uppermost first
 * @param columnAxis what columns are
 * @param firstColumn where the column axis begins
 * @param lastColumn where it ends
 * @param cells by row, as many as there are rows and all of equal length
 */
public record HeatMap(
        String caption,
        String reading,
        String rowAxis,
        List<String> rows,
        String columnAxis,
        long firstColumn,
        long lastColumn,
        List<List<Cell>> cells)
        implements Part {

    /** Labels beside the picture before names are left out. */
    private static final int LABELS = 16;

    /** What stands in one place. */
    public record Cell(Kind kind, double value) {
        /** Nothing was read. */
        public static final Cell ABSENT = new Cell(Kind.ABSENT, 0);
        /** At least one value is not finite. */
        public static final Cell NON_FINITE = new Cell(Kind.NON_FINITE, 0);
        /** Exactly zero, which has no power of ten. */
        public static final Cell ZERO = new Cell(Kind.ZERO, 0);

        /** A magnitude. */
        public static Cell of(double value) {
            if (!Double.isFinite(value)) {
                return NON_FINITE;
            }
            return value > 0 ? new Cell(Kind.VALUE, Math.log10(value)) : ZERO;
        }
    }

    /** What a cell may be. */
    public enum Kind {
        VALUE,
        ZERO,
        NON_FINITE,
        ABSENT
    }

    /** A row's name and where it stands, in percent from above. */
    public record Label(String name, double top) {}

    public HeatMap {
        rows = List.copyOf(rows);
        cells = cells.stream().map(List::copyOf).toList();
    }

    /** The smallest power of ten; NaN where there is none. */
    public double lowest() {
        return range(true);
    }

    /** The largest power of ten; NaN where there is none. */
    public double highest() {
        return range(false);
    }

    private double range(boolean low) {
        DoubleStream values = cells.stream()
                .flatMap(List::stream)
                .filter(cell -> cell.kind() == Kind.VALUE)
                .mapToDouble(Cell::value);
        return (low ? values.min() : values.max()).orElse(Double.NaN);
    }

    /** Whether any cell is of this kind. */
    public boolean has(Kind kind) {
        return cells.stream().flatMap(List::stream).anyMatch(cell -> cell.kind() == kind);
    }

    /** The picture as a data URI. */
    public String picture() {
        return HeatPicture.of(this);
    }

    /** How high the picture is shown, in pixels. */
    public int height() {
        return HeatPicture.rowHeight(rows.size()) * rows.size();
    }

    /** The scale as a CSS gradient. */
    public String gradient() {
        return ColorScale.gradient();
    }

    /** Names of rows, as many as can be read beside each other. */
    public List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        int every = (rows.size() + LABELS - 1) / LABELS;
        for (int row = 0; row < rows.size(); row += Math.max(1, every)) {
            labels.add(new Label(rows.get(row), 100 * (row + .5) / rows.size()));
        }
        return labels;
    }

    /** The picture in words, for whoever cannot see it. */
    public Grid numbers() {
        List<Grid.Row> table = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            List<Cell> all = cells.get(row);
            double[] values = all.stream()
                    .filter(cell -> cell.kind() == Kind.VALUE)
                    .mapToDouble(Cell::value)
                    .toArray();
            long broken =
                    all.stream().filter(cell -> cell.kind() == Kind.NON_FINITE).count();
            table.add(Grid.Row.of(
                    rows.get(row),
                    values.length == 0 ? "" : power(values[0]),
                    values.length == 0 ? "" : power(Arrays.stream(values).min().orElseThrow()),
                    values.length == 0 ? "" : power(Arrays.stream(values).max().orElseThrow()),
                    values.length == 0 ? "" : power(values[values.length - 1]),
                    broken == 0 ? "none" : broken + " of " + all.size() + " columns"));
        }
        return new Grid(
                "Numbers: " + caption,
                List.of(rowAxis, "first", "lowest", "highest", "last finite", "not finite"),
                table);
    }

    private static String power(double log) {
        return Numbers.of(Math.pow(10, log));
    }
}
