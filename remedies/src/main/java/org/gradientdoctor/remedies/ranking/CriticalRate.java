package org.gradientdoctor.remedies.ranking;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * The critical rate that probes measured: the smallest at which one step raises the loss of its own batch.
 *
 * @param rate the smallest of all batches
 * @param inForce the rate in force then
 * @param scheduled whether that one was of a schedule
 */
record CriticalRate(double rate, double inForce, boolean scheduled) {
    /** Part of the critical rate that is left when batches differ from the one it was measured on. */
    static final double SAFE = .5;

    /** Of the last iteration that was probed; empty where none was measured or the network has no single rate. */
    static Optional<CriticalRate> of(TraceSnapshot trace) {
        List<ProbeReading> probes = trace.probes();
        if (probes.isEmpty()) {
            return Optional.empty();
        }
        long last = probes.get(probes.size() - 1).iteration();
        return probes.stream()
                .filter(probe -> probe.iteration() == last)
                .flatMap(probe -> probe.stepDose().stream())
                .filter(dose -> dose.criticalRate() > 0)
                .min((a, b) -> Double.compare(a.criticalRate(), b.criticalRate()))
                .map(CriticalRate::of);
    }

    private static CriticalRate of(StepDose dose) {
        return new CriticalRate(dose.criticalRate(), dose.rate(), dose.scheduled());
    }

    /** The rate in force over the critical one: above 1 it is too high. */
    double dose() {
        return inForce / rate;
    }
}
