package org.gradientdoctor.core.preflight;

import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.Memorization;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** GH010 before training: the network, with its own updater, cannot learn a few examples by heart. */
final class NotMemorized implements Detector {

    @Override
    public Symptom symptom() {
        return Symptom.STALLED_LOSS;
    }

    @Override
    public String needs() {
        return "that the check was asked for: it trains a copy on a few examples";
    }

    @Override
    public Finding examine(TraceSnapshot trace) {
        Optional<Memorization> found = trace.probes().stream()
                .flatMap(probe -> Optional.ofNullable(probe.memorization()).stream())
                .findFirst();
        if (found.isEmpty()) {
            return Finding.notEvaluated(this, "learning a few examples by heart was not asked for");
        }
        Memorization result = found.get();
        if (!result.wasTried()) {
            return Finding.notEvaluated(this, "learning by heart was not tried: " + result.hindrance());
        }
        String what = "A copy of the network " + (result.succeeded() ? "learned " : "did not learn ")
                + result.examples() + " examples by heart in " + result.used() + " iterations: its score went from "
                + Figures.of(result.before()) + " to " + Figures.of(result.after());
        Measurement score = new Measurement("lowest score on these examples", result.after(), result.target());
        if (result.succeeded()) {
            return Finding.healthy(this, what + ".").withMeasurements(score);
        }
        String why = Double.isFinite(result.last())
                ? "What cannot fit a handful will not fit more."
                : "Then a step took it to " + Figures.of(result.last()) + ": its steps are too long.";
        return Finding.of(
                        this,
                        Outcome.WARNING,
                        what + ", and " + Figures.of(result.target()) + " would have been enough. " + why)
                .withMeasurements(score);
    }
}
