package org.gradientdoctor.samples.faults.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Minibatches of a training set without end, in a new random order for each epoch. */
final class Batches {
    private final Rows features;
    private final Rows labels;
    private final int size;
    private final Random random;
    private final List<Integer> order;
    private int at;

    Batches(DataSet data, int size, long seed) {
        this.features = Rows.of(data.getFeatures());
        this.labels = Rows.of(data.getLabels());
        this.random = new Random(seed);
        int examples = Math.toIntExact(data.getFeatures().size(0));
        this.size = Math.min(size, examples);
        this.order = new ArrayList<>(IntStream.range(0, examples).boxed().toList());
        Collections.shuffle(order, random);
    }

    DataSet next() {
        if (at + size > order.size()) {
            // What is left over is seen in another epoch, as batches are all of one size.
            Collections.shuffle(order, random);
            at = 0;
        }
        int[] rows = order.subList(at, at + size).stream().mapToInt(i -> i).toArray();
        at += size;
        return new DataSet(features.pick(rows), labels.pick(rows));
    }

    /** Whether the batch handed out last ends an epoch. */
    boolean endsEpoch() {
        return at + size > order.size();
    }

    int perEpoch() {
        return order.size() / size;
    }

    /** Examples one after the other on the heap, to be copied from: ND4J takes longer to pick rows than to train. */
    private record Rows(float[] elements, long[] shape) {
        static Rows of(INDArray array) {
            return new Rows(array.dup('c').data().asFloat(), array.shape());
        }

        INDArray pick(int[] rows) {
            int width = Math.toIntExact(elements.length / shape[0]);
            float[] picked = new float[rows.length * width];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(elements, rows[i] * width, picked, i * width, width);
            }
            long[] picks = shape.clone();
            picks[0] = rows.length;
            return Nd4j.create(picked, picks, 'c');
        }
    }
}
