package org.gradientdoctor.core.preflight;

import org.gradientdoctor.core.reading.ConstantAnswer;
import org.gradientdoctor.core.reading.OutputReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** Whether a network knows something already, so that it is not at the beginning of a training. */
final class Learned {
    /** Share of the constant answer's loss below which a network has learned something, as in training. */
    static final double BETTER = .95;

    private Learned() {}

    /** Whether it was trained and its loss is below the constant answer's in most batches. */
    static boolean already(TraceSnapshot trace) {
        long better = trace.probes().stream()
                .filter(probe -> probe.iteration() > 0 && isBetter(probe))
                .count();
        return 2 * better > trace.probes().size();
    }

    private static boolean isBetter(ProbeReading probe) {
        ConstantAnswer constant = constant(probe);
        return constant.isKnown() && probe.reading().vitals().loss() < BETTER * constant.loss();
    }

    /** The constant answer of a network with one output; unknown where the loss is a sum over several. */
    static ConstantAnswer constant(ProbeReading probe) {
        return probe.outputs().size() == 1
                ? probe.outputs().stream()
                        .map(OutputReading::constantAnswer)
                        .findFirst()
                        .orElse(ConstantAnswer.unknown())
                : ConstantAnswer.unknown();
    }
}
