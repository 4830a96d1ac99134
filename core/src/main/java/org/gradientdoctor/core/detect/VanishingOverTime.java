package org.gradientdoctor.core.detect;

import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Measurement;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.preflight.TimeFading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.TimeProfile;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * The error signal over time steps, as probes read it on a held batch while training goes on.
 *
 * @param probes those with a profile, oldest first
 * @param profiles of each the one that reaches back the least
 */
record VanishingOverTime(List<ProbeReading> probes, List<TimeProfile> profiles) {

    /** Empty where no probe read a profile. */
    static Optional<VanishingOverTime> of(TraceSnapshot trace) {
        List<ProbeReading> probes = trace.probes().stream()
                .filter(probe -> TimeFading.shortest(probe).isPresent())
                .toList();
        List<TimeProfile> profiles = probes.stream()
                .flatMap(probe -> TimeFading.shortest(probe).stream())
                .toList();
        return probes.isEmpty() ? Optional.empty() : Optional.of(new VanishingOverTime(probes, profiles));
    }

    private TimeProfile latest() {
        return profiles.get(profiles.size() - 1);
    }

    private int held() {
        return (int) profiles.stream().filter(TimeFading::vanishes).count();
    }

    /** A sick finding where the signal does not reach back and the loss shows it, else a healthy one. */
    Finding finding(Detector detector, TraceSnapshot trace) {
        TimeProfile profile = latest();
        LossProgress loss = LossProgress.of(trace);
        Measurement reach = new Measurement(
                "steps back to which 1 % of the signal reaches",
                profile.reach(), TimeFading.wanted(profile) * (profile.steps() - 1));
        String what = TimeFading.describe(profile) + ", in " + held() + " of " + profiles.size() + " probes; "
                + loss.describe() + ".";
        if (!TimeFading.vanishes(profile) || loss.betterThanConstant()) {
            return Finding.healthy(detector, what).withMeasurements(reach);
        }
        boolean failing = held() >= Persistence.HELD && loss.isHopeless(false, Horizon.of(trace));
        return Finding.of(
                        detector,
                        failing ? Outcome.FAILING : Outcome.WARNING,
                        what + " What stands further back cannot be learned from the end of a sequence.")
                .withLayers(List.of(profile.layer()))
                .withFirstIteration(since())
                .withMeasurements(reach);
    }

    private long since() {
        int at = profiles.size() - 1;
        while (at > 0 && TimeFading.vanishes(profiles.get(at - 1))) {
            at--;
        }
        return probes.get(at).iteration();
    }
}
