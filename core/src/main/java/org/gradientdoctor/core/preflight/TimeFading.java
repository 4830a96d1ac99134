package org.gradientdoctor.core.preflight;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Figures;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.TimeProfile;

/** The error signal over time steps: how far it reaches back, how much it grows. */
public final class TimeFading {
    /** Fewer steps back are no depth in time. */
    private static final int STEPS = 5;

    private TimeFading() {}

    /** The profile that reaches back the least of the steps that it should; empty where none has steps enough. */
    public static Optional<TimeProfile> shortest(ProbeReading probe) {
        return probe.time().stream()
                .filter(TimeFading::isJudged)
                .min(Comparator.comparingDouble(profile -> share(profile) / wanted(profile)));
    }

    /** The profile that grows the most over time; empty where no recurrent layer sees enough steps. */
    static Optional<TimeProfile> steepest(ProbeReading probe) {
        return probe.time().stream().filter(TimeFading::isJudged).max(Comparator.comparingDouble(TimeFading::growth));
    }

    /** A signal that is not finite is for GH003 to judge. */
    private static boolean isJudged(TimeProfile profile) {
        return profile.steps() > STEPS && profile.signal().stream().allMatch(Double::isFinite);
    }

    /** Whether it does not reach the steps that it should. */
    public static boolean vanishes(TimeProfile profile) {
        return share(profile) < wanted(profile);
    }

    /** Share of the steps to which the signal must reach. */
    public static double wanted(TimeProfile profile) {
        return profile.onlyAtEnd() ? VanishingSignal.REACH_FROM_END : VanishingSignal.REACH;
    }

    private static double share(TimeProfile profile) {
        return (double) profile.reach() / (profile.steps() - 1);
    }

    /** Decades by which the signal of the first step exceeds that of the last. */
    static double growth(TimeProfile profile) {
        double start = profile.signal().get(0);
        double far = profile.signal().get(profile.steps() - 1);
        return start > 0 ? Math.log10(far / start) : 0;
    }

    /** {@code In recurrent layer 0 the error signal changes by a factor of .5 per step back …}. */
    public static String describe(TimeProfile profile) {
        String radius = Double.isNaN(profile.spectralRadius())
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (spectral radius of its recurrent weights %s)",
                        Figures.of(profile.spectralRadius()));
        return "In recurrent layer " + profile.layer() + radius + " the error signal changes by a factor of "
                + Figures.of(profile.decayPerStep()) + " per step back, and 1 % of it reaches " + profile.reach()
                + " of " + (profile.steps() - 1) + " steps";
    }
}
