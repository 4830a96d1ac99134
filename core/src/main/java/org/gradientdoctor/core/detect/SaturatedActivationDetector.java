package org.gradientdoctor.core.detect;

import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.signal.Flatness;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * GH005: sigmoid-like units on their flat parts that answer the same for every example. Flat alone is no sickness: most
 * units of a well-trained sigmoid net are, each for its own examples (Jiang 2023). Never fails by itself.
 */
final class SaturatedActivationDetector implements Detector {
    @Override
    public Symptom symptom() {
        return Symptom.SATURATED_ACTIVATION;
    }

    @Override
    public String needs() {
        return "slope and activations of a hidden layer with sigmoid, tanh or alike, in two full readings of two"
                + " examples or more";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        if (Flatness.candidates(trace.profile()).isEmpty()) {
            return Finding.notEvaluated(
                    this,
                    "no hidden layer outside of a recurrence has an activation function that saturates on both sides");
        }
        Optional<Persistence<Flatness>> judged =
                Persistence.of(trace.full(), reading -> Flatness.of(trace.profile(), reading), Flatness::isStuck);
        if (judged.isEmpty()) {
            return Finding.notEvaluated(this, "slopes and activations of two examples or more were not read");
        }
        Persistence<Flatness> structure = judged.get();
        Flatness latest = structure.latest();
        LossProgress loss = LossProgress.of(trace);
        Measurement slope =
                new Measurement("lowest rms slope over largest slope, a ratio", latest.lowestSlope(), Flatness.FLAT);
        Measurement stuck =
                new Measurement("largest share of units that answer alike", latest.mostStuck(), Flatness.MANY);
        if (structure.holdsNow() && !loss.betterThanConstant()) {
            return Finding.of(
                            this,
                            Outcome.WARNING,
                            "In " + Figures.layers(latest.layers()) + " the activation function has only "
                                    + Figures.percent(latest.lowestSlope()) + " of its largest slope left, and up to "
                                    + Figures.percent(latest.mostStuck())
                                    + " of the units answer alike for every example, "
                                    + structure.extent() + "; " + loss.describe() + ".")
                    .withLayers(latest.layers())
                    .withFirstIteration(structure.since())
                    .withMeasurements(slope, stuck);
        }
        if (structure.judged() < 2) {
            return Finding.notEvaluated(this, DepthEvidence.ONE_READING);
        }
        String what = structure.holdsNow()
                ? "In " + Figures.layers(latest.layers()) + " units are saturated, but " + loss.describe()
                        + ", so they are confident rather than stuck."
                : "No layer is saturated alike for every example.";
        return Finding.healthy(this, what).withMeasurements(slope, stuck);
    }
}
