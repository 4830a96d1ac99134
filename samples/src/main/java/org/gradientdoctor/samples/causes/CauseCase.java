package org.gradientdoctor.samples.causes;

import java.util.Set;
import java.util.function.Supplier;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;

/**
 * A network whose cause of sickness is known because it was built in.
 *
 * @param name what was built, with its sizes
 * @param right the causes that are a right answer; empty for a healthy look-alike
 * @param diagnose builds the network and examines it
 */
record CauseCase(String name, Set<Cause> right, Supplier<Diagnosis> diagnose) {
    CauseCase {
        right = Set.copyOf(right);
    }

    static CauseCase sick(String name, Cause cause, Supplier<Diagnosis> diagnose) {
        return new CauseCase(name, Set.of(cause), diagnose);
    }

    static CauseCase healthy(String name, Supplier<Diagnosis> diagnose) {
        return new CauseCase(name, Set.of(), diagnose);
    }

    String group() {
        return right.isEmpty()
                ? "healthy look-alike"
                : String.join(" or ", right.stream().map(Cause::title).sorted().toList());
    }
}
