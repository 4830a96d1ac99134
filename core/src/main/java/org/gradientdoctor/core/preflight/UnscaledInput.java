package org.gradientdoctor.core.preflight;

import java.util.Comparator;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.signal.InputScale;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH013 before training: columns of the input that are unscaled, constant or not finite. */
final class UnscaledInput implements Detector {

    @Override
    public Symptom symptom() {
        return Symptom.UNSCALED_INPUT;
    }

    @Override
    public String needs() {
        return "an input of numbers with two examples or more";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        AcrossBatches<InputScale> spoiled = AcrossBatches.of(trace, UnscaledInput::worst, InputScale::hasNonFinite);
        if (spoiled.isEmpty()) {
            return Finding.notEvaluated(
                    this,
                    Missing.orNoProbe(trace, "all inputs hold indices to be looked up, or a single example was given"));
        }
        // One batch that spoils all parameters is enough.
        if (!spoiled.held().isEmpty()) {
            return sick(Outcome.FAILING, spoiled.held().get(0), spoiled.extent());
        }
        AcrossBatches<InputScale> unscaled = AcrossBatches.of(trace, UnscaledInput::worst, InputScale::isUnscaled);
        InputScale scale = unscaled.example();
        return unscaled.holds()
                ? sick(Outcome.WARNING, scale, unscaled.extent())
                : Finding.healthy(this, scale.describe() + ".").withMeasurements(numbers(scale));
    }

    private Finding sick(Outcome outcome, InputScale scale, String extent) {
        return Finding.of(this, outcome, scale.describe() + extent + ". " + scale.consequence())
                .withMeasurements(numbers(scale));
    }

    private static Measurement[] numbers(InputScale scale) {
        return new Measurement[] {
            new Measurement("largest root mean square of a column", scale.largest(), InputScale.LARGE),
            Measurement.of("columns", scale.columns())
        };
    }

    /** The input that is worst off; empty where none has a scale. */
    private static Optional<InputScale> worst(ProbeReading probe) {
        return probe.inputs().stream()
                .filter(input -> !input.lookedUp() && input.columns().examples() > 1)
                .map(InputScale::of)
                .max(Comparator.comparing(InputScale::badness));
    }
}
