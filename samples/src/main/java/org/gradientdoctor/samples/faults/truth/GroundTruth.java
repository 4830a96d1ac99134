package org.gradientdoctor.samples.faults.truth;

import java.util.ArrayList;
import java.util.List;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.trial.Score;
import org.gradientdoctor.samples.faults.trial.TrialRunner;
import org.gradientdoctor.samples.faults.trial.TrialStore;

/**
 * What the outcome of a case says, on the scale s = (m − m₀) / (m_twin − m₀), with m the metric after plain training and
 * m₀ that of the constant answer: 1 is as good as the sound twin, 0 has learned nothing.
 *
 * @param state what it is
 * @param share s, the mean metrics of all seeds taken; NaN where the twin has learned nothing
 */
public record GroundTruth(State state, double share) {

    /** What a training is. */
    public enum State {
        /** s below .5, and below the twin in every seed (one-sided sign flip: p = 1/32 for five): should be FAILING. */
        SICK,
        /** s from .5 to below .95, and below the twin in every seed: should be WARNING or FAILING. */
        IMPAIRED,
        /** s of .95 or more. */
        HEALTHY,
        /** Worse, but not in every seed. */
        UNDECIDED,
        /** The sound twin has not learned, so there is nothing to compare with. */
        NO_TWIN
    }

    private static final double SICK = .5;
    private static final double HEALTHY = .95;
    /** By so much of the metric a twin must exceed the constant answer. */
    private static final double LEARNED = .1;

    /**
     * Judges a case from the scores of its trials and its twin's.
     *
     * @throws IllegalStateException if a trial was not run
     */
    public static GroundTruth of(BenchCase trained, TrialStore store) {
        List<Score> own = new ArrayList<>();
        List<Score> twins = new ArrayList<>();
        for (long seed = 0; seed < TrialRunner.SEEDS; seed++) {
            own.add(score(trained, store, seed));
            twins.add(score(trained.twin(), store, seed));
        }
        return of(own, twins);
    }

    static Score score(BenchCase trained, TrialStore store, long seed) {
        return store.find(trained, seed)
                .orElseThrow(() -> new IllegalStateException(
                        trained + " was not trained from seed " + seed + ": run the trials first"));
    }

    /** @param own scores of the case by seed, and of its twins by the same seeds */
    static GroundTruth of(List<Score> own, List<Score> twins) {
        double twin = 0;
        double constant = 0;
        double value = 0;
        boolean below = true;
        for (int i = 0; i < twins.size(); i++) {
            twin += twins.get(i).value();
            constant += twins.get(i).constant();
            // Answers that are not finite are worth no more than a constant one.
            value += own.get(i).isFinite() ? own.get(i).value() : twins.get(i).constant();
            below &= own.get(i).value() < twins.get(i).value();
        }
        if (!(twin - constant >= LEARNED * twins.size())) {
            return new GroundTruth(State.NO_TWIN, Double.NaN);
        }
        double share = (value - constant) / (twin - constant);
        if (share >= HEALTHY) {
            return new GroundTruth(State.HEALTHY, share);
        }
        if (!below) {
            return new GroundTruth(State.UNDECIDED, share);
        }
        return new GroundTruth(share < SICK ? State.SICK : State.IMPAIRED, share);
    }
}
