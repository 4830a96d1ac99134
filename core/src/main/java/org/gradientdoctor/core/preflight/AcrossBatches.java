package org.gradientdoctor.core.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * What was judged of each probed batch: whether it holds for most, and for how many, which is how stable it is.
 *
 * @param judged what was judged of each batch that could be
 * @param held those for which it holds
 */
record AcrossBatches<T>(List<T> judged, List<T> held) {

    /**
     * @param judge what is judged of a probe; empty where it can't be
     * @param condition what may hold
     */
    static <T> AcrossBatches<T> of(
            TraceSnapshot trace, Function<ProbeReading, Optional<T>> judge, Predicate<T> condition) {
        List<T> judged = new ArrayList<>();
        List<T> held = new ArrayList<>();
        for (ProbeReading probe : trace.probes()) {
            judge.apply(probe).ifPresent(one -> {
                judged.add(one);
                if (condition.test(one)) {
                    held.add(one);
                }
            });
        }
        return new AcrossBatches<>(judged, held);
    }

    boolean isEmpty() {
        return judged.isEmpty();
    }

    /** Whether it holds for at least half of the batches. */
    boolean holds() {
        return !held.isEmpty() && 2 * held.size() >= judged.size();
    }

    /** Whether it holds for every batch. */
    boolean alwaysHolds() {
        return !held.isEmpty() && held.size() == judged.size();
    }

    /** One for which it holds where it holds for most, else one for which it does not. */
    T example() {
        return holds()
                ? held.get(0)
                : judged.stream().filter(one -> !held.contains(one)).findFirst().orElse(judged.get(0));
    }

    /** {@code , in 2 of 3 batches}; nothing where there was one batch. */
    String extent() {
        return judged.size() < 2 ? "" : ", in " + held.size() + " of " + judged.size() + " batches";
    }
}
