package org.gradientdoctor.samples.causes;

import java.util.Optional;
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
 * @param twins the network's training beside that of the same network without the fault; empty where not measured
 */
record CauseCase(String name, Set<Cause> right, Supplier<Diagnosis> diagnose, Optional<Twins> twins) {
    CauseCase {
        right = Set.copyOf(right);
    }

    /** Judged before training: what was built in is to be named. */
    static CauseCase examined(String name, Set<Cause> right, Supplier<Diagnosis> diagnose) {
        return new CauseCase(name, right, diagnose, Optional.empty());
    }

    /** Judged by its training. */
    static CauseCase watched(String name, Set<Cause> right, Twins twins) {
        Course course = twins.network();
        String watched = "watched for " + course.iterations() + ", " + name;
        return new CauseCase(watched, right, course::diagnosis, Optional.of(twins));
    }

    static CauseCase healthy(String name, Supplier<Diagnosis> diagnose) {
        return new CauseCase(name, Set.of(), diagnose, Optional.empty());
    }

    boolean isLookAlike() {
        return right.isEmpty();
    }

    String group() {
        return isLookAlike()
                ? "healthy look-alike"
                : String.join(" or ", right.stream().map(Cause::title).sorted().toList());
    }
}
