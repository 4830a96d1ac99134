package org.gradientdoctor.listeners.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A batch as graphs take it: one array for each input and output, null where there is none.
 *
 * @param name how messages call it: {@code batch 0}
 */
record ProbeBatch(
        String name,
        @Nullable INDArray[] features,
        @Nullable INDArray[] labels,
        @Nullable INDArray @Nullable [] featureMasks,
        @Nullable INDArray @Nullable [] labelMasks) {

    static ProbeBatch of(@Nullable DataSet batch, int number) {
        String name = "batch " + number;
        if (batch == null) {
            throw new IllegalArgumentException(
                    name + " is null: give a DataSet with features [rows, …] and labels [rows, …]");
        }
        return new ProbeBatch(
                name,
                one(batch.getFeatures()),
                one(batch.getLabels()),
                mask(batch.getFeaturesMaskArray()),
                mask(batch.getLabelsMaskArray()));
    }

    static ProbeBatch of(@Nullable MultiDataSet batch, int number) {
        String name = "batch " + number;
        if (batch == null) {
            throw new IllegalArgumentException(
                    name + " is null: give a MultiDataSet with an array for each input and output");
        }
        return new ProbeBatch(
                name,
                orNone(batch.getFeatures()),
                orNone(batch.getLabels()),
                batch.getFeaturesMaskArrays(),
                batch.getLabelsMaskArrays());
    }

    private static @Nullable INDArray[] one(@Nullable INDArray array) {
        return array == null ? new INDArray[0] : new INDArray[] {array};
    }

    /** Null rather than an array of none: ND4J wants as many masks as there are arrays, or null. */
    private static @Nullable INDArray @Nullable [] mask(@Nullable INDArray mask) {
        return mask == null ? null : new INDArray[] {mask};
    }

    private static @Nullable INDArray[] orNone(@Nullable INDArray @Nullable [] arrays) {
        return arrays == null ? new INDArray[0] : arrays;
    }

    /** How many examples it has. */
    int rows() {
        return Math.toIntExact(feature(0).size(0));
    }

    /** By how many examples Deeplearning4j divides the gradient: those of the labels, where a layer splits or joins some. */
    int labelRows() {
        INDArray first = label(0);
        return first == null ? rows() : Math.toIntExact(first.size(0));
    }

    INDArray feature(int input) {
        return Objects.requireNonNull(features[input], "checked before");
    }

    @Nullable
    INDArray label(int output) {
        return at(labels, output);
    }

    @Nullable
    INDArray featureMask(int input) {
        return at(featureMasks, input);
    }

    @Nullable
    INDArray labelMask(int output) {
        return at(labelMasks, output);
    }

    /** The features of each input. */
    List<INDArray> allFeatures() {
        return IntStream.range(0, features.length).mapToObj(this::feature).toList();
    }

    /** Their masks, null where there is none. */
    List<@Nullable INDArray> allFeatureMasks() {
        return featureMasks == null ? List.of() : Arrays.asList(featureMasks);
    }

    /** Whether any input is masked. */
    boolean masksFeatures() {
        return featureMasks != null && Arrays.stream(featureMasks).anyMatch(Objects::nonNull);
    }

    boolean masksLabels() {
        return labelMasks != null && Arrays.stream(labelMasks).anyMatch(Objects::nonNull);
    }

    /** Features that a pass may write over, outside of any workspace. */
    INDArray[] ownFeatures() {
        INDArray[] own = new INDArray[features.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = feature(i).dup();
        }
        return own;
    }

    /** The first examples of it, copied; all where it has no more. */
    ProbeBatch first(int examples) {
        return rows() <= examples
                ? this
                : new ProbeBatch(
                        "the first " + examples + " examples of " + name,
                        rows(features, examples),
                        rows(labels, examples),
                        featureMasks == null ? null : rows(featureMasks, examples),
                        labelMasks == null ? null : rows(labelMasks, examples));
    }

    private static @Nullable INDArray[] rows(@Nullable INDArray[] arrays, int examples) {
        @Nullable INDArray[] first = new INDArray[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            INDArray array = arrays[i];
            first[i] = array == null
                    ? null
                    : array.get(NDArrayIndex.interval(0, examples)).dup();
        }
        return first;
    }

    private static @Nullable INDArray at(@Nullable INDArray @Nullable [] arrays, int index) {
        return arrays != null && index < arrays.length ? arrays[index] : null;
    }
}
