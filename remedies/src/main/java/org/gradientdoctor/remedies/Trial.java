package org.gradientdoctor.remedies;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.remedies.trial.LossCurve;
import org.jspecify.annotations.Nullable;

/**
 * A short, seeded training that measured a treatment, or none, on the user's data. A value: the network it trained is not
 * in it.
 *
 * @param treatment what was applied before it, in the order of rounds; empty for an untreated one
 * @param seed of its weights, the order of its data and dropout
 * @param looks what was measured, in the order of iterations; the last is the trial's result
 * @param losses of training
 * @param verdict of the listener that watched it
 * @param findings what was wrong with it at its last look: warnings and what is failing
 * @param time spent in its iterations; the one figure that differs from run to run
 * @param failure why it ended before its time: it diverged, or something threw. Null where it did not
 */
public record Trial(
        List<Recommendation> treatment,
        long seed,
        List<Look> looks,
        LossCurve losses,
        Outcome verdict,
        List<Finding> findings,
        Duration time,
        @Nullable String failure)
        implements Serializable {

    /**
     * One measurement.
     *
     * @param iterations trained by then, in minibatches
     * @param value of the metric, as people know it; NaN where there was nothing to measure
     */
    public record Look(int iterations, double value) implements Serializable {}

    public Trial {
        treatment = List.copyOf(treatment);
        looks = List.copyOf(looks);
        findings = List.copyOf(findings);
    }

    /** Whether it is an untreated one, to compare with. */
    public boolean isControl() {
        return treatment.isEmpty();
    }

    /** What was applied, in a line; {@code untreated} where nothing was. */
    public String title() {
        return isControl()
                ? "untreated"
                : treatment.stream()
                        .map(Recommendation::title)
                        .reduce((a, b) -> a + ", then " + b)
                        .orElseThrow();
    }

    /** Iterations trained, in minibatches. */
    public int iterations() {
        return losses.iterations();
    }

    /** The metric at the last look, as people know it; NaN where there was none or nothing to measure. */
    public double value() {
        return looks.isEmpty() ? Double.NaN : looks.get(looks.size() - 1).value();
    }

    /** Why it ended before its time; empty where it did not. */
    public Optional<String> failed() {
        return Optional.ofNullable(failure);
    }
}
