package org.gradientdoctor.samples.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays whose first dimension counts examples, whatever the others are. */
final class Rows {
    private Rows() {}

    /** In single precision, whatever the default type is. */
    static INDArray of(float[][] rows) {
        return Nd4j.createFromArray(rows);
    }

    /** Elements in 'c' order, in single precision. */
    static INDArray of(float[] elements, long... shape) {
        return Nd4j.createFromArray(elements).reshape(shape);
    }

    /** A row of zeros with a single one for each class. */
    static INDArray oneHot(int[] classes, int count) {
        float[][] rows = new float[classes.length][count];
        for (int row = 0; row < classes.length; row++) {
            rows[row][classes[row]] = 1;
        }
        return of(rows);
    }

    /** These examples in this order, copied, in single precision. */
    static DataSet pick(DataSet all, int[] rows) {
        return new DataSet(pick(all.getFeatures(), rows), pick(all.getLabels(), rows));
    }

    private static INDArray pick(INDArray all, int[] rows) {
        float[] elements = all.dup('c').data().asFloat();
        long[] shape = all.shape().clone();
        int size = elements.length / Math.toIntExact(shape[0]);
        float[] picked = new float[rows.length * size];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(elements, rows[i] * size, picked, i * size, size);
        }
        shape[0] = rows.length;
        return of(picked, shape);
    }

    /** All examples in an order drawn from this generator. */
    static DataSet shuffled(DataSet all, Random random) {
        int examples = Math.toIntExact(all.getFeatures().size(0));
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, examples).boxed().toList());
        Collections.shuffle(order, random);
        return pick(all, order.stream().mapToInt(i -> i).toArray());
    }

    /**
     * @throws IllegalArgumentException if there are fewer
     */
    static void require(int examples, int least) {
        if (examples < least) {
            throw new IllegalArgumentException(examples + " examples are too few: draw at least " + least);
        }
    }
}
