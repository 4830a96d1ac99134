package org.gradientdoctor.samples.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.deeplearning4j.datasets.iterator.AsyncShieldDataSetIterator;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Data in two parts.
 *
 * @param training to train on
 * @param validation never trained on
 */
public record Split(DataSet training, DataSet validation) {

    /**
     * Splits at random; where labels are one-hot rows, both parts keep the shares of the classes, rounded.
     *
     * @param validationShare between 0 and 1, both excluded
     * @throws IllegalArgumentException if one of the parts would be empty
     */
    public static Split of(DataSet all, double validationShare, long seed) {
        Random random = new Random(seed);
        List<Integer> training = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        for (List<Integer> group : groups(all.getLabels()).values()) {
            Collections.shuffle(group, random);
            int out = (int) Math.round(group.size() * validationShare);
            validation.addAll(group.subList(0, out));
            training.addAll(group.subList(out, group.size()));
        }
        if (training.isEmpty() || validation.isEmpty()) {
            throw new IllegalArgumentException("a share of " + validationShare + " of "
                    + all.getFeatures().size(0)
                    + " examples leaves one of the parts empty: give a share between 0 and 1, or more examples");
        }
        Collections.shuffle(training, random);
        Collections.shuffle(validation, random);
        return new Split(Rows.pick(all, array(training)), Rows.pick(all, array(validation)));
    }

    private static int[] array(List<Integer> rows) {
        return rows.stream().mapToInt(row -> row).toArray();
    }

    /** Rows by class; all in one group where labels are not one-hot. */
    private static Map<Integer, List<Integer>> groups(INDArray labels) {
        int[] classes = labels.rank() == 2 && labels.size(1) > 1 ? classes(labels) : new int[] {};
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (int row = 0; row < labels.size(0); row++) {
            groups.computeIfAbsent(classes.length == 0 ? 0 : classes[row], group -> new ArrayList<>())
                    .add(row);
        }
        return groups;
    }

    /** The class of each row; empty as soon as a row is not one-hot. */
    private static int[] classes(INDArray labels) {
        int[] classes = new int[Math.toIntExact(labels.size(0))];
        for (int row = 0; row < classes.length; row++) {
            int ones = 0;
            for (int column = 0; column < labels.size(1); column++) {
                double label = labels.getDouble(row, column);
                if (label == 1) {
                    classes[row] = column;
                    ones++;
                } else if (label != 0) {
                    return new int[] {};
                }
            }
            if (ones != 1) {
                return new int[] {};
            }
        }
        return classes;
    }

    /**
     * The training part for {@code fit}, in its order, on the calling thread: for minibatches that stand in memory, a
     * loader thread takes longer than it saves.
     */
    public DataSetIterator minibatches(int size) {
        return iterator(training, size);
    }

    /** The validation part for {@code evaluate}. */
    public DataSetIterator heldOut() {
        return iterator(validation, validation.numExamples());
    }

    private static DataSetIterator iterator(DataSet part, int size) {
        return new AsyncShieldDataSetIterator(new ExistingDataSetIterator(part.batchBy(size)));
    }

    /** Features of both parts standardized by the mean and deviation of the training part. */
    public Split standardized() {
        Standardization fitted = Standardization.of(training.getFeatures());
        return new Split(
                new DataSet(fitted.apply(training.getFeatures()), training.getLabels()),
                new DataSet(fitted.apply(validation.getFeatures()), validation.getLabels()));
    }

    /** Labels of both parts standardized by the mean and deviation of the training part: for regression. */
    public Split withStandardizedLabels() {
        Standardization fitted = Standardization.of(training.getLabels());
        return new Split(
                new DataSet(training.getFeatures(), fitted.apply(training.getLabels())),
                new DataSet(validation.getFeatures(), fitted.apply(validation.getLabels())));
    }
}
