package org.gradientdoctor.samples.faults.repair;

import java.util.Map;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.truth.GroundTruth.State;
import org.gradientdoctor.samples.faults.truth.Scale;

/**
 * One case with what every arm has made of it.
 *
 * @param name of the case
 * @param family its family
 * @param alteration what was changed; {@code sound} for nothing
 * @param state what it is, by outcome
 * @param planned iterations of one plain training
 * @param scale of its metric
 * @param arms results by arm
 */
record RepairedCase(
        String name,
        String family,
        String alteration,
        State state,
        int planned,
        Scale scale,
        Map<String, Repaired> arms) {
    /** From here on a network is as good as its sound twin, as the bench's truth has it. */
    private static final double REPAIRED = .95;
    /** Losses of s up to here are the difference between two trainings of a healthy case. */
    private static final double WORSE = .05;

    static RepairedCase of(BenchCase repaired, State state, Scale scale, Map<String, Repaired> arms) {
        return new RepairedCase(
                repaired.name(),
                repaired.family(),
                repaired.isSound() ? "sound" : String.join(" and ", repaired.alterations()),
                state,
                repaired.iterations(),
                scale,
                arms);
    }

    Repaired by(String arm) {
        Repaired result = arms.get(arm);
        if (result == null) {
            throw new IllegalArgumentException(arm + " was not run: there are " + arms.keySet());
        }
        return result;
    }

    /** s of what an arm gave back. */
    double share(String arm) {
        return scale.share(by(arm).score());
    }

    boolean isRepaired(String arm) {
        return share(arm) >= REPAIRED;
    }

    /** By how much s rose over that of the untreated training on the same data. */
    double gain(String arm) {
        return share(arm) - share(PlainlyTrained.NAME);
    }

    boolean isWorse(String arm) {
        return gain(arm) < -WORSE;
    }

    /** In plain trainings. */
    double cost(String arm) {
        return by(arm).iterations() / (double) planned;
    }
}
