package org.gradientdoctor.remedies.repair;

import java.util.Optional;
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

    /** Empty where there are none. */
    static Optional<StrayExamples> of(Minibatches training) {
        return training.withoutStrays(FEW)
                .map(ordinary -> new StrayExamples(ordinary, training.examples() - ordinary.examples()));
    }

    /** In a sentence. */
    String found(Minibatches training) {
        return count + " of " + training.examples() + " training examples are a hundred times as large as all others,"
                + " or larger, in features or labels";
    }
}
