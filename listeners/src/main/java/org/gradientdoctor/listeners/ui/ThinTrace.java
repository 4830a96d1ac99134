package org.gradientdoctor.listeners.ui;

import java.util.List;
import java.util.stream.IntStream;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * A diagnosis with fewer full readings: they have numbers of each unit and are nearly all of its size. Vital signs of every
 * iteration and what was found stay as they are.
 */
final class ThinTrace {
    /** Of 48 at most: enough for the lines of charts over time, at a quarter of the size. */
    static final int READINGS = 12;

    private ThinTrace() {}

    static Diagnosis of(Diagnosis diagnosis) {
        TraceSnapshot trace = diagnosis.trace();
        if (trace.full().size() <= READINGS) {
            return diagnosis;
        }
        return new Diagnosis(
                new TraceSnapshot(
                        trace.profile(),
                        trace.environment(),
                        trace.iterations(),
                        trace.older(),
                        trace.recent(),
                        evenly(trace.full()),
                        trace.probes(),
                        trace.inputs(),
                        trace.outputs(),
                        trace.activity(),
                        trace.constantAnswer(),
                        trace.flight(),
                        trace.plannedIterations(),
                        trace.cost(),
                        trace.unread(),
                        trace.interventions()),
                diagnosis.findings(),
                diagnosis.causes(),
                diagnosis.prediction());
    }

    /** The first and the last among them. */
    private static List<IterationReading> evenly(List<IterationReading> full) {
        return IntStream.range(0, READINGS)
                .mapToObj(i -> full.get(i * (full.size() - 1) / (READINGS - 1)))
                .toList();
    }
}
