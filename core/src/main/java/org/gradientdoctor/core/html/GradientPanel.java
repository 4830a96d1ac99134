package org.gradientdoctor.core.html;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.core.html.page.HeatMap;
import org.gradientdoctor.core.html.page.HeatMap.Cell;
import org.gradientdoctor.core.html.page.Panel;
import org.gradientdoctor.core.html.page.Part;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.jspecify.annotations.Nullable;

/** Gradients of all layers over the whole run, and over its recent part where that would not show in it. */
final class GradientPanel {
    private static final String TITLE = "Gradients, layer by layer";
    private static final String READING =
            "Each row is a layer, the input uppermost, and brighter is larger: rows that darken towards the input vanish,"
                    + " columns that brighten explode, and stripes are not finite (in the uppermost row: the loss or any"
                    + " gradient).";
    /** As many columns as a picture has room for. */
    private static final int COLUMNS = 480;
    /** The recent part is shown by itself where it is less than this share of the run. */
    private static final double SMALL = .5;

    private GradientPanel() {}

    static Panel of(TraceSnapshot trace) {
        List<Stretch> run = Stretch.of(trace);
        List<Integer> rows = new ArrayList<>();
        List<LayerProfile> layers = trace.profile().layers();
        for (int layer = 0; layer < layers.size(); layer++) {
            if (layers.get(layer).isTrainable()) {
                rows.add(layer);
            }
        }
        if (run.isEmpty() || rows.isEmpty()) {
            return Panel.of(
                    TITLE,
                    new Part.Missing(
                            rows.isEmpty()
                                    ? "No layer is trained, so none has a gradient."
                                    : "No iteration was read, so there is no gradient over time to show."));
        }
        List<Part> maps = new ArrayList<>();
        maps.add(map("RMS of the gradient, whole run", trace, run, rows));
        List<Stretch> recent = run.subList(trace.older().size(), run.size());
        long length = run.get(run.size() - 1).last() - run.get(0).first();
        if (!recent.isEmpty() && recent.size() < SMALL * length) {
            maps.add(map("RMS of the gradient, last " + recent.size() + " iterations", trace, recent, rows));
        }
        return new Panel(TITLE, maps);
    }

    private static HeatMap map(String caption, TraceSnapshot trace, List<Stretch> run, List<Integer> rows) {
        long first = run.get(0).first();
        long last = run.get(run.size() - 1).last();
        int columns = (int) Math.min(COLUMNS, Math.max(1, last - first + 1));
        List<String> names = new ArrayList<>();
        List<List<Cell>> cells = new ArrayList<>();
        if (run.stream().anyMatch(Stretch::broken)) {
            names.add("not finite");
            cells.add(brokenRow(run, first, last, columns));
        }
        for (int layer : rows) {
            LayerProfile profile = trace.profile().layers().get(layer);
            names.add(profile.name());
            cells.add(row(run, layer, Math.sqrt(profile.parameters()), first, last, columns));
        }
        return new HeatMap(caption, READING, "layer", names, "iteration", first, last, cells);
    }

    /** The largest gradient of whatever falls into a column: no spike is lost. */
    private static List<Cell> row(List<Stretch> run, int layer, double root, long first, long last, int columns) {
        Cell[] row = new Cell[columns];
        double perColumn = (last - first + 1) / (double) columns;
        for (Stretch stretch : run) {
            double norm = stretch.highestNorms().get(layer);
            boolean unread = Double.isNaN(norm) && !stretch.broken();
            fill(row, stretch, unread ? Cell.ABSENT : Cell.of(norm / root), first, perColumn);
        }
        return cells(row);
    }

    /**
     * Where the loss or any gradient is not finite: of a stretch of many iterations only that is known, not which layer
     * it was.
     */
    private static List<Cell> brokenRow(List<Stretch> run, long first, long last, int columns) {
        Cell[] row = new Cell[columns];
        double perColumn = (last - first + 1) / (double) columns;
        for (Stretch stretch : run) {
            fill(row, stretch, stretch.broken() ? Cell.NON_FINITE : Cell.ABSENT, first, perColumn);
        }
        return cells(row);
    }

    private static void fill(Cell[] row, Stretch stretch, Cell cell, long first, double perColumn) {
        int from = (int) ((stretch.first() - first) / perColumn);
        int to = Math.min(row.length - 1, (int) ((stretch.last() - first) / perColumn));
        for (int column = from; column <= to; column++) {
            row[column] = graver(row[column], cell);
        }
    }

    private static List<Cell> cells(Cell[] row) {
        List<Cell> cells = new ArrayList<>();
        for (Cell cell : row) {
            cells.add(cell == null ? Cell.ABSENT : cell);
        }
        return cells;
    }

    private static Cell graver(@Nullable Cell before, Cell cell) {
        if (before == null || rank(cell) > rank(before)) {
            return cell;
        }
        return rank(cell) == rank(before) && cell.value() > before.value() ? cell : before;
    }

    private static int rank(Cell cell) {
        return switch (cell.kind()) {
            case ABSENT -> 0;
            case ZERO -> 1;
            case VALUE -> 2;
            case NON_FINITE -> 3;
        };
    }
}
