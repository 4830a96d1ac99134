package org.gradientdoctor.listeners;

import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.listeners.probe.BackwardProbe;

/**
 * Probes the network under training on a batch that was held back for it, at the first of every so many iterations: the
 * history of the error signal also where it can't be read in passing, and on always the same examples.
 */
final class HeldProbe {
    private final Function<BackwardProbe, ProbeReading> batch;
    private final int every;
    private long iterations;

    /** @param batch reads the held batch with a probe */
    HeldProbe(Function<BackwardProbe, ProbeReading> batch, int every) {
        this.batch = batch;
        this.every = every;
    }

    /**
     * Called once after each iteration.
     *
     * @return what was read, where it was due
     * @throws IllegalArgumentException if the held batch does not fit the network
     */
    Optional<ProbeReading> afterIteration(Model model) {
        boolean due = iterations++ % every == 0;
        return due ? Optional.of(batch.apply(BackwardProbe.of(model))) : Optional.empty();
    }
}
