package org.gradientdoctor.remedies.repair;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.reading.InputReading;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.trace.TraceSnapshot;
import org.gradientdoctor.remedies.trial.Minibatches;

/**
 * Training data of which a few examples are a hundred times as large as all others, or larger: a stand-in for a missing
 * value, a slipped decimal point, another unit. One of them in a minibatch rules its gradient. Where the network is sick
 * with them, trials go on without, as whatever else is wrong shows only then; where it is sound, they are named.
 *
 * @param ordinary the data without these examples
 * @param count how many they are
 */
record StrayExamples(Minibatches ordinary, long count) {
    /** Of all examples: more are a group of their own, and leaving them out would be choosing the data. */
    static final double FEW = .02;

    /**
     * Empty where there are none.
     *
     * @param before which says what inputs are looked up and what labels are class indices: these have no size
     */
    static Optional<StrayExamples> of(Minibatches training, Diagnosis before) {
        return training.withoutStrays(FEW, array -> hasSize(before.trace(), array))
                .map(ordinary -> new StrayExamples(ordinary, training.examples() - ordinary.examples()));
    }

    /** Of data to measure on, what is not far too large beside the data trained on; empty where nothing is left. */
    static Optional<Minibatches> ordinary(Minibatches validation, Minibatches training, Diagnosis before) {
        return validation.withoutStraysBeside(training, array -> hasSize(before.trace(), array));
    }

    private static boolean hasSize(TraceSnapshot trace, int array) {
        List<Boolean> indices = trace.probes().stream()
                .findFirst()
                .map(probe -> Stream.concat(
                                probe.inputs().stream().map(InputReading::lookedUp),
                                probe.outputs().stream().map(OutputReading::sparse))
                        .toList())
                .orElse(List.of());
        return array >= indices.size() || !indices.get(array);
    }

    /** In a sentence. */
    String found(Minibatches training) {
        return count + " of " + training.examples() + " training examples are a hundred times as large as all others,"
                + " or larger, in features or labels";
    }
}
