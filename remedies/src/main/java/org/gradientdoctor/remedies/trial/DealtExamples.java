package org.gradientdoctor.remedies.trial;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Examples in minibatches to train on in place of those to measure on, which may be of any size and in order of classes:
 * as few as hold them, to which they are dealt in turn.
 */
final class DealtExamples {
    private DealtExamples() {}

    /**
     * All examples, those of one form together: sequences of one length, all with a mask or all without.
     *
     * @param most examples in a minibatch
     */
    static Stream<MultiDataSet> of(List<MultiDataSet> batches, long most) {
        Map<List<String>, List<MultiDataSet>> forms = batches.stream()
                .collect(Collectors.groupingBy(DealtExamples::form, LinkedHashMap::new, Collectors.toList()));
        return forms.values().stream().map(DealtExamples::joined).flatMap(batch -> dealt(batch, most));
    }

    private static Stream<MultiDataSet> dealt(MultiDataSet batch, long most) {
        int hands = Math.toIntExact((batch.getFeatures(0).size(0) + most - 1) / most);
        return IntStream.range(0, hands)
                .mapToObj(hand ->
                        KeptExamples.of(batch, row -> row % hands == hand).batch());
    }

    /** Of every array what has to agree for examples to be in one. */
    private static List<String> form(MultiDataSet batch) {
        return Stream.of(
                        batch.getFeatures(),
                        batch.getLabels(),
                        batch.getFeaturesMaskArrays(),
                        batch.getLabelsMaskArrays())
                .flatMap(arrays -> arrays == null
                        ? Stream.of("none")
                        : Arrays.stream(arrays).map(DealtExamples::form))
                .toList();
    }

    private static String form(@Nullable INDArray array) {
        if (array == null) {
            return "none";
        }
        long[] shape = array.shape();
        return array.dataType() + Arrays.toString(Arrays.copyOfRange(shape, 1, shape.length));
    }

    private static MultiDataSet joined(List<MultiDataSet> batches) {
        return batches.size() == 1
                ? batches.get(0)
                : new MultiDataSet(
                        joined(batches, MultiDataSet::getFeatures),
                        joined(batches, MultiDataSet::getLabels),
                        joined(batches, MultiDataSet::getFeaturesMaskArrays),
                        joined(batches, MultiDataSet::getLabelsMaskArrays));
    }

    private static INDArray @Nullable [] joined(
            List<MultiDataSet> batches, Function<MultiDataSet, INDArray @Nullable []> kind) {
        INDArray[] first = kind.apply(batches.get(0));
        if (first == null) {
            return null;
        }
        INDArray[] joined = new INDArray[first.length];
        for (int i = 0; i < first.length; i++) {
            int index = i;
            joined[i] = first[i] == null
                    ? null
                    : Nd4j.concat(
                            0,
                            batches.stream()
                                    .map(batch -> kind.apply(batch)[index])
                                    .toArray(INDArray[]::new));
        }
        return joined;
    }
}
