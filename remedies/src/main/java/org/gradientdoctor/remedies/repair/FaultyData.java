package org.gradientdoctor.remedies.repair;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.remedies.trial.Minibatches;

/**
 * Training data of which a few examples have NaN or infinity, and a network that is lost with them. No treatment of a
 * network mends that, and it hides whatever else is wrong, so that trials go on without these examples. More than a few
 * are no accident but a column or a preprocessing that is broken, and leaving them out would be choosing the data.
 *
 * @param asGiven the untreated trial on the data as it was given
 * @param finite the data without these examples
 */
record FaultyData(Arm asGiven, Minibatches finite) {
    /** Of all examples. */
    static final double FEW = .1;

    /** Where a few examples are not finite, trains with them, a fifth of the plan; empty where that does no harm. */
    static Optional<FaultyData> of(Laboratory laboratory, Diagnosis before) {
        long examples = laboratory.training().examples();
        return laboratory
                .training()
                .finite()
                .filter(finite -> finite.examples() < examples && examples - finite.examples() <= FEW * examples)
                .map(finite -> {
                    Arm asGiven = laboratory.arm(List.of(), before, 1);
                    asGiven.trainTo(laboratory.look(0));
                    return new FaultyData(asGiven, finite);
                })
                .filter(FaultyData::doHarm);
    }

    /** Values that a mask hides do none. */
    private boolean doHarm() {
        return asGiven.run(0).failure().isPresent()
                || diagnosis().causes().stream().anyMatch(cause -> cause.cause() == Cause.FAULTY_DATA);
    }

    Diagnosis diagnosis() {
        return asGiven.diagnosis(0);
    }

    /** In a sentence. */
    String statement(Minibatches training) {
        long faulty = training.examples() - finite.examples();
        return faulty + " of " + training.examples() + " training examples have NaN or infinity in features or labels;"
                + " all trials but the first are trained without them: leave them out, and look for what made them.";
    }
}
