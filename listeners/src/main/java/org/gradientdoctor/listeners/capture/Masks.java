package org.gradientdoctor.listeners.capture;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Deeplearning4j's mask arrays as flags for {@link org.gradientdoctor.core.reading.UnitSummary}. */
public final class Masks {

    private Masks() {}

    /**
     * A mask [examples, steps] for a tensor of as many examples and positions; null where there is none or it is of
     * another shape.
     */
    public static boolean @Nullable [] bySteps(@Nullable INDArray mask, int examples, int positions) {
        if (mask == null || mask.rank() != 2 || mask.size(0) != examples || mask.size(1) != positions) {
            return null;
        }
        return nonZero(mask);
    }

    /** The same for slices taken from the last step to the first. */
    static boolean @Nullable [] byStepsReversed(@Nullable INDArray mask, int examples, int positions) {
        boolean[] valid = bySteps(mask, examples, positions);
        if (valid == null) {
            return null;
        }
        boolean[] reversed = new boolean[valid.length];
        for (int i = 0; i < valid.length; i++) {
            int step = i % positions;
            reversed[i] = valid[i - step + positions - 1 - step];
        }
        return reversed;
    }

    /** One flag for each row: of a column vector its elements, of a mask by output whether any output counts. */
    public static boolean @Nullable [] byRows(@Nullable INDArray mask, int rows) {
        if (mask == null || mask.size(0) != rows) {
            return null;
        }
        boolean[] each = nonZero(mask);
        int width = each.length / Math.max(1, rows);
        boolean[] valid = new boolean[rows];
        for (int i = 0; i < each.length; i++) {
            valid[i / width] |= each[i];
        }
        return valid;
    }

    /**
     * An output layer's own mask for labels [examples, classes, steps]: it lies in a column, all examples of the first
     * step first.
     */
    static boolean @Nullable [] ofSequenceOutput(@Nullable INDArray mask, int examples, int positions) {
        boolean[] rows = byRows(mask, examples * positions);
        if (rows == null) {
            return null;
        }
        boolean[] valid = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            valid[i % examples * positions + i / examples] = rows[i];
        }
        return valid;
    }

    private static boolean[] nonZero(INDArray mask) {
        double[] values = TensorView.of(mask).toArray();
        boolean[] flags = new boolean[values.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = values[i] != 0;
        }
        return flags;
    }
}
