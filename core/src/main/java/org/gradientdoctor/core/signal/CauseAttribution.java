package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * Attributes what is sick to causes: for causes that act in depth, the decades of the error signal that healing one
 * factor alone restores in the measured gains; for the rest, the decades by which their dose exceeds a healthy one. A
 * cause's share is its part of the sum. One factor is healed at a time; where factors interact, shares are approximate.
 */
public final class CauseAttribution {
    private CauseAttribution() {}

    /** The causes of what these findings say is sick, most important first; none where nothing is sick. */
    public static List<Attribution> of(TraceSnapshot trace, List<Finding> findings) {
        if (findings.stream().noneMatch(finding -> finding.outcome().isSick())) {
            return List.of();
        }
        Optional<SuspectReading> suspect =
                SuspectReading.of(trace).filter(reading -> reading.sinceStart() || !stepsTooLarge(findings));
        List<Candidate> candidates = new ArrayList<>();
        suspect.ifPresent(reading -> candidates.addAll(new SignalCauses(trace.profile(), reading).candidates()));
        double growth = suspect.map(reading -> Math.max(0, reading.decades())).orElse(0.0);
        for (Candidate candidate : new DoseCauses(trace, findings, growth).candidates()) {
            if (!isConsequence(candidate, candidates, growth)) {
                candidates.add(candidate);
            }
        }
        return shares(candidates);
    }

    /** A signal that was well until long steps came is their doing: weights they blew up are no cause of their own. */
    private static boolean stepsTooLarge(List<Finding> findings) {
        return findings.stream()
                .anyMatch(finding -> finding.symptom() == Symptom.UPDATE_TOO_LARGE
                        && finding.outcome().isSick());
    }

    /** Units that an explosion killed, or that the signal's own causes count already, are no cause of their own. */
    private static boolean isConsequence(Candidate candidate, List<Candidate> found, double growth) {
        return (candidate.cause() == Cause.INACTIVE_RELU && growth > 0)
                || found.stream().anyMatch(other -> other.cause() == candidate.cause());
    }

    private static List<Attribution> shares(List<Candidate> candidates) {
        double sum = candidates.stream().mapToDouble(Candidate::decades).sum();
        return candidates.stream()
                .sorted(Comparator.comparingDouble(Candidate::decades).reversed())
                .map(candidate -> new Attribution(
                        candidate.cause(), candidate.decades() / sum, candidate.layers(), candidate.explanation()))
                .toList();
    }
}
