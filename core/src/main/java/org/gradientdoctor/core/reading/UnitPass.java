package org.gradientdoctor.core.reading;

import org.jspecify.annotations.Nullable;

/** The pass over memory behind a {@link UnitSummary}: goes across cells or along examples, whichever is faster. */
final class UnitPass {

    /**
     * Cells whose examples lie side by side are gone across all the same while a tile of them fits into the
     * second-level cache: one cell at a time costs twice as much at 256 examples and three times at 32.
     */
    private static final int LONG_COLUMN = 512;

    private UnitPass() {}

    static UnitSummary over(
            ElementSource source, UnitLayout layout, ResponsiveRange range, boolean @Nullable [] valid) {
        layout.requireWithin(source.limit());
        ExampleMask mask = ExampleMask.of(valid, layout);
        UnitAccumulator accumulator = new UnitAccumulator(layout.units());
        CellPass cells = new CellPass(source, layout, range, mask, accumulator);
        if (layout.examples() == 0) {
            return accumulator.summary(0, layout.positions());
        }
        if (mask.isEverything() && (isSideBySide(layout) || layout.examples() <= LONG_COLUMN)) {
            new RowPass(source, layout, range, cells, accumulator).run();
        } else {
            cells.run();
        }
        return accumulator.summary(mask.examples(), layout.positions());
    }

    /** Whether an example's elements lie closer together than the examples of a unit. */
    private static boolean isSideBySide(UnitLayout layout) {
        long unitStride = layout.units() > 1 ? Math.abs(layout.unitStride()) : Long.MAX_VALUE;
        long positionStride = layout.positions() > 1 ? Math.abs(layout.positionStride()) : Long.MAX_VALUE;
        return layout.examples() > 1 && Math.min(unitStride, positionStride) < Math.abs(layout.exampleStride());
    }
}
