package org.gradientdoctor.core.preflight;

import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.signal.Flatness;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH005 before training: sigmoid-like units on their flat parts that answer the same for every example. */
final class FlatUnits implements Detector {

    @Override
    public Symptom symptom() {
        return Symptom.SATURATED_ACTIVATION;
    }

    @Override
    public String needs() {
        return "slope and activations of a hidden layer with sigmoid, tanh or alike, over two examples or more";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        if (Flatness.candidates(trace.profile()).isEmpty()) {
            return Finding.notEvaluated(
                    this,
                    "no hidden layer outside of a recurrence has an activation function that saturates on both sides");
        }
        AcrossBatches<Flatness> flat =
                AcrossBatches.of(trace, probe -> Flatness.of(trace.profile(), probe.reading()), Flatness::isStuck);
        if (flat.isEmpty()) {
            return Finding.notEvaluated(
                    this, Missing.orNoProbe(trace, "slopes and activations of two examples or more were not read"));
        }
        Flatness example = flat.example();
        Measurement[] numbers = {
            new Measurement("lowest rms slope over largest slope, a ratio", example.lowestSlope(), Flatness.FLAT),
            new Measurement("largest share of units that answer alike", example.mostStuck(), Flatness.MANY)
        };
        if (!flat.holds()) {
            return Finding.healthy(this, "No layer is saturated alike for every example.")
                    .withMeasurements(numbers);
        }
        return Finding.of(
                        this,
                        Outcome.WARNING,
                        "In " + Figures.layers(example.layers()) + " the activation function has only "
                                + Figures.percent(example.lowestSlope()) + " of its largest slope left, and up to "
                                + Figures.percent(example.mostStuck())
                                + " of the units answer alike for every example" + flat.extent() + ".")
                .withLayers(example.layers())
                .withMeasurements(numbers);
    }
}
