package org.gradientdoctor.core.reading;

import java.util.Arrays;

/**
 * Goes across many cells at once, example by example: fast where the cells of an example lie side by side in memory
 * ('c' order). Each cell's deviations are taken from its first element, so that the variance loses no more than a
 * factor of the number of examples in relative precision, however far the mean lies from 0 (Chan, Golub &amp; LeVeque
 * 1983, shifted data).
 */
final class RowPass {

    /** Cells worked on at a time: their sums stay in the first-level cache. */
    private static final int TILE = 512;

    private final ElementSource source;
    private final UnitLayout layout;
    private final ResponsiveRange range;
    private final CellPass carefully;
    private final UnitAccumulator accumulator;

    private final double[] row = new double[TILE];
    private final double[] first = new double[TILE];
    private final double[] sums = new double[TILE];
    private final double[] squares = new double[TILE];
    private final int[] active = new int[TILE];
    private final int[] saturated = new int[TILE];

    /** Whether positions lie closer together than units. */
    private final boolean positionsInside;

    /** Cells on one evenly spaced line, and how far apart they are. */
    private final int lineLength;

    private final int cellStride;

    RowPass(
            ElementSource source,
            UnitLayout layout,
            ResponsiveRange range,
            CellPass carefully,
            UnitAccumulator accumulator) {
        this.source = source;
        this.layout = layout;
        this.range = range;
        this.carefully = carefully;
        this.accumulator = accumulator;
        long unitStride = layout.unitStride();
        long positionStride = layout.positionStride();
        positionsInside =
                layout.units() == 1 || (layout.positions() > 1 && Math.abs(positionStride) < Math.abs(unitStride));
        int inside = positionsInside ? layout.positions() : layout.units();
        int outside = positionsInside ? layout.units() : layout.positions();
        long innerStride = positionsInside ? positionStride : unitStride;
        long outerStride = positionsInside ? unitStride : positionStride;
        lineLength = outside == 1 || outerStride == innerStride * inside ? inside * outside : inside;
        cellStride = (int) innerStride;
    }

    void run() {
        int cells = layout.units() * layout.positions();
        for (int line = 0; line < cells; line += lineLength) {
            for (int at = 0; at < lineLength; at += TILE) {
                addTile(line + at, Math.min(TILE, lineLength - at));
            }
        }
    }

    private void addTile(int firstCell, int size) {
        Arrays.fill(sums, 0);
        Arrays.fill(squares, 0);
        Arrays.fill(active, range.isAlwaysActive() ? layout.examples() : 0);
        Arrays.fill(saturated, 0);
        for (int e = 0; e < layout.examples(); e++) {
            source.read(layout.index(e, unit(firstCell), position(firstCell)), cellStride, size, row);
            if (e == 0) {
                System.arraycopy(row, 0, first, 0, size);
            } else {
                addDeviations(row, size, first, sums, squares);
            }
            Responses.addActive(row, size, range, active);
            Responses.addSaturated(row, size, range, saturated);
        }
        for (int i = 0; i < size; i++) {
            addCell(firstCell + i, i);
        }
    }

    private static void addDeviations(double[] row, int size, double[] first, double[] sums, double[] squares) {
        for (int i = 0; i < size; i++) {
            double deviation = row[i] - first[i];
            sums[i] += deviation;
            squares[i] += deviation * deviation;
        }
    }

    private void addCell(int cell, int i) {
        int count = layout.examples();
        if (!Double.isFinite(first[i]) || !Double.isFinite(squares[i])) {
            carefully.add(unit(cell), position(cell));
            return;
        }
        double shift = sums[i] / count;
        double centered = Math.max(0, squares[i] - sums[i] * shift);
        accumulator.add(unit(cell), new Moments(count, first[i] + shift, centered, 0), active[i], saturated[i]);
    }

    private int unit(int cell) {
        return positionsInside ? cell / layout.positions() : cell % layout.units();
    }

    private int position(int cell) {
        return positionsInside ? cell % layout.positions() : cell / layout.units();
    }
}
