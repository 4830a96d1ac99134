package org.gradientdoctor.remedies.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * A data set in memory, in the minibatches its iterator gave. The arrays are copies that nobody writes to, so that
 * several trials can train on them at a time.
 */
public final class Minibatches {
    private final List<MultiDataSet> batches;

    Minibatches(List<MultiDataSet> batches) {
        this.batches = List.copyOf(batches);
    }

    /** How many there are; at least one. */
    public int count() {
        return batches.size();
    }

    /**
     * One of them, in a holder of its own: Deeplearning4j changes holders, not arrays.
     *
     * @param index from 0
     */
    public MultiDataSet get(int index) {
        MultiDataSet kept = batches.get(index);
        return new MultiDataSet(
                kept.getFeatures().clone(),
                kept.getLabels().clone(),
                copy(kept.getFeaturesMaskArrays()),
                copy(kept.getLabelsMaskArrays()));
    }

    private static INDArray @Nullable [] copy(INDArray @Nullable [] arrays) {
        return arrays == null ? null : arrays.clone();
    }

    /** Examples in all minibatches together. */
    public long examples() {
        return batches.stream().mapToLong(batch -> batch.getFeatures(0).size(0)).sum();
    }

    /** These without the examples that have NaN or infinity in features or labels; empty where nothing is left. */
    public Optional<Minibatches> finite() {
        return kept(batches.stream().map(KeptExamples::finite));
    }

    /**
     * These without the few examples that are {@value StraySizes#FACTOR} times as large as all others, or larger, in
     * features or labels; empty where there are none such, or more than a few in all arrays together. Of an array with a
     * mask nothing is said, as a mask may hide what is large.
     *
     * @param few the largest share of all examples that may be left out
     * @param hasSize of an array, features first and then labels: not where its values are indices
     */
    public Optional<Minibatches> withoutStrays(double few, IntPredicate hasSize) {
        StraySizes strays = StraySizes.among(batches, few, hasSize);
        return strays.areNone()
                ? Optional.empty()
                : kept(batches.stream().map(strays::without))
                        .filter(others -> examples() - others.examples() <= few * examples());
    }

    private static Optional<Minibatches> kept(Stream<KeptExamples> examples) {
        List<MultiDataSet> kept = examples.filter(found -> found.count() > 0)
                .map(KeptExamples::batch)
                .toList();
        return kept.isEmpty() ? Optional.empty() : Optional.of(new Minibatches(kept));
    }

    /**
     * These without the examples that are {@value StraySizes#FACTOR} times as large as the largest of others, or larger;
     * empty where nothing is left.
     *
     * @param hasSize as above
     */
    public Optional<Minibatches> withoutStraysBeside(Minibatches others, IntPredicate hasSize) {
        StraySizes strays = StraySizes.beside(others.batches, hasSize);
        return kept(batches.stream().map(strays::without));
    }

    /** These and others behind them, dealt anew to minibatches no larger than the largest of these. */
    public Minibatches with(Minibatches others) {
        long largest = batches.stream()
                .mapToLong(batch -> batch.getFeatures(0).size(0))
                .max()
                .orElseThrow();
        return new Minibatches(Stream.concat(batches.stream(), DealtExamples.of(others.batches, largest))
                .toList());
    }

    /** Number of examples and shapes of the first minibatch, for people: {@code 120 examples in 8 minibatches, …}. */
    public String description() {
        MultiDataSet first = batches.get(0);
        return examples() + " examples in " + count() + " minibatches, features " + shapes(first.getFeatures())
                + ", labels " + shapes(first.getLabels());
    }

    private static String shapes(INDArray[] arrays) {
        return Arrays.stream(arrays)
                .map(array -> Arrays.toString(array.shape()))
                .collect(Collectors.joining(" and "));
    }
}
