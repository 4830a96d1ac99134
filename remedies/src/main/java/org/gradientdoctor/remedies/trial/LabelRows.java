package org.gradientdoctor.remedies.trial;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Labels and answers of any rank as rows, one for each example and step (or place), without masked ones. */
final class LabelRows {
    private LabelRows() {}

    /**
     * Rows {@code [examples · steps, units]}.
     *
     * @param array {@code [examples, units]}, {@code [examples, units, steps]} or {@code [examples, units, height, width]}
     * @param mask one number for each row, or for each label; null for none
     */
    static INDArray of(INDArray array, @Nullable INDArray mask) {
        INDArray rows = rows(array);
        if (mask == null) {
            return rows;
        }
        double[] wanted = wanted(mask, array);
        int[] kept = IntStream.range(0, wanted.length)
                .filter(row -> wanted[row] != 0)
                .toArray();
        return kept.length == 0 ? rows : rows.getRows(kept);
    }

    private static INDArray rows(INDArray array) {
        if (array.rank() <= 2) {
            return array;
        }
        int[] order = new int[array.rank()];
        for (int i = 1; i < order.length - 1; i++) {
            order[i] = i + 1;
        }
        order[order.length - 1] = 1;
        return array.permute(order).dup('c').reshape('c', array.length() / array.size(1), array.size(1));
    }

    /** For each row whether any of its labels counts. */
    private static double[] wanted(INDArray mask, INDArray array) {
        INDArray exact = mask.castTo(DataType.DOUBLE);
        return mask.rank() == array.rank() && mask.length() == array.length()
                ? rows(exact).max(1).toDoubleVector()
                : exact.dup('c').reshape(exact.length()).toDoubleVector();
    }
}
