package org.gradientdoctor.core.reading;

/**
 * Goes along the examples of one cell (unit and position) after the other. Takes any layout, any mask and any value;
 * fast where many examples of a cell lie side by side in memory ('f' order).
 */
final class CellPass {

    private final ElementSource source;
    private final UnitLayout layout;
    private final ResponsiveRange range;
    private final ExampleMask mask;
    private final UnitAccumulator accumulator;
    private final BlockMoments blockMoments = new BlockMoments();
    private final double[] block;

    CellPass(
            ElementSource source,
            UnitLayout layout,
            ResponsiveRange range,
            ExampleMask mask,
            UnitAccumulator accumulator) {
        this.source = source;
        this.layout = layout;
        this.range = range;
        this.mask = mask;
        this.accumulator = accumulator;
        this.block = new double[Math.min(Math.max(layout.examples(), 1), Scratch.BLOCK)];
    }

    void run() {
        for (int p = 0; p < layout.positions(); p++) {
            for (int u = 0; u < layout.units(); u++) {
                add(u, p);
            }
        }
    }

    void add(int unit, int position) {
        Moments moments = Moments.NONE;
        int active = 0;
        int saturated = 0;
        for (int done = 0; done < layout.examples(); done += Scratch.BLOCK) {
            int size = Math.min(Scratch.BLOCK, layout.examples() - done);
            int stride = layout.examples() == 1 ? 1 : (int) layout.exampleStride();
            source.read(layout.index(done, unit, position), stride, size, block);
            int count = mask.keepValid(block, done, size, position);
            if (count == 0) {
                continue;
            }
            if (isFinite(block, count)) {
                active += Responses.countActive(block, count, range);
                saturated += Responses.countSaturated(block, count, range);
                moments = moments.merge(blockMoments.of(block, count));
            } else {
                for (int i = 0; i < count; i++) {
                    active += range.isActive(block[i]) ? 1 : 0;
                    saturated += range.isSaturated(block[i]) ? 1 : 0;
                    accumulator.addNonFinite(Double.isFinite(block[i]) ? 0 : 1);
                }
                moments = moments.merge(Moments.undefined(count));
            }
        }
        accumulator.add(unit, moments, active, saturated);
    }

    /** Zero times a number is 0, unless the number is not finite. Four chains, as additions have to wait. */
    private static boolean isFinite(double[] elements, int count) {
        double z0 = 0;
        double z1 = 0;
        double z2 = 0;
        double z3 = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            z0 += elements[i] * 0;
            z1 += elements[i + 1] * 0;
            z2 += elements[i + 2] * 0;
            z3 += elements[i + 3] * 0;
        }
        for (; i < count; i++) {
            z0 += elements[i] * 0;
        }
        return z0 + z1 + z2 + z3 == 0;
    }
}
