package org.gradientdoctor.remedies.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One minibatch without some of its examples. */
final class KeptExamples {
    private final MultiDataSet batch;
    private final int[] rows;

    private KeptExamples(MultiDataSet batch, int[] rows) {
        this.batch = batch;
        this.rows = rows;
    }

    /** Without those that have NaN or infinity in features or labels. */
    static KeptExamples finite(MultiDataSet batch) {
        double[] faults = new double[Math.toIntExact(batch.getFeatures(0).size(0))];
        Stream.concat(Stream.of(batch.getFeatures()), Stream.of(batch.getLabels()))
                .forEach(array -> count(array, faults));
        return of(batch, row -> faults[row] == 0);
    }

    static KeptExamples of(MultiDataSet batch, IntPredicate kept) {
        int examples = Math.toIntExact(batch.getFeatures(0).size(0));
        return new KeptExamples(batch, IntStream.range(0, examples).filter(kept).toArray());
    }

    private static void count(INDArray array, double[] faults) {
        INDArray faulty = array.isNaN()
                .castTo(DataType.FLOAT)
                .addi(array.isInfinite().castTo(DataType.FLOAT))
                .reshape(array.size(0), -1)
                .sum(1);
        for (int row = 0; row < faults.length; row++) {
            faults[row] += faulty.getDouble(row);
        }
    }

    /** How many are kept. */
    int count() {
        return rows.length;
    }

    /** The batch itself where all are kept. At least one has to be. */
    MultiDataSet batch() {
        return rows.length == batch.getFeatures(0).size(0)
                ? batch
                : new MultiDataSet(
                        kept(batch.getFeatures()),
                        kept(batch.getLabels()),
                        masks(batch.getFeaturesMaskArrays()),
                        masks(batch.getLabelsMaskArrays()));
    }

    private INDArray[] kept(INDArray[] arrays) {
        return Stream.of(arrays).map(this::kept).toArray(INDArray[]::new);
    }

    private INDArray @Nullable [] masks(INDArray @Nullable [] masks) {
        if (masks == null) {
            return null;
        }
        INDArray[] kept = new INDArray[masks.length];
        for (int i = 0; i < masks.length; i++) {
            kept[i] = masks[i] == null ? null : kept(masks[i]);
        }
        return kept;
    }

    private INDArray kept(INDArray array) {
        INDArrayIndex[] all = NDArrayIndex.allFor(array);
        List<INDArray> examples = new ArrayList<>();
        for (int row : rows) {
            INDArrayIndex[] one = all.clone();
            one[0] = NDArrayIndex.interval(row, row + 1L);
            examples.add(array.get(one));
        }
        return Nd4j.concat(0, examples.toArray(INDArray[]::new));
    }
}
