package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * Attributes what is sick to causes: those that act in depth or over time steps by the decades of the error signal that
 * healing them restores, averaged over orders of healing; for the rest, the decades by which their dose exceeds a
 * healthy one. A cause's share is its part of the sum.
 */
public final class CauseAttribution {
    private static final Set<Cause> CONSEQUENCES_OF_DECAY = Set.of(
            Cause.WEIGHT_SCALE_TOO_SMALL,
            Cause.EXCESSIVE_DEPTH,
            Cause.LEARNING_RATE_TOO_HIGH,
            Cause.LEARNING_RATE_TOO_LOW);

    private CauseAttribution() {}

    /**
     * The causes of what these findings say is sick, most important first; none where nothing is sick. Before training,
     * what probes read is asked.
     */
    public static List<Attribution> of(TraceSnapshot trace, List<Finding> findings) {
        SickTrace sick = new SickTrace(trace, findings);
        if (!sick.isSick()) {
            return List.of();
        }
        // A signal that was well until long steps came is their doing: weights they blew up and units they killed are
        // no causes of their own.
        Optional<SuspectReading> noticed = SuspectReading.of(trace.profile(), sick.readings());
        Optional<SuspectReading> suspect =
                noticed.filter(reading -> reading.sinceStart() || !sick.shows(Symptom.UPDATE_TOO_LARGE));
        boolean longStepsCame = noticed.isPresent() && suspect.isEmpty();
        double growth = suspect.map(reading -> Math.max(0, reading.decades())).orElse(0.0);
        DoseCauses doses = new DoseCauses(sick, growth);
        List<Candidate> restoring = new ArrayList<>(new TimeCauses(sick).candidates());
        suspect.ifPresent(reading -> new SignalCauses(trace.profile(), reading)
                .candidates()
                .forEach(candidate -> restoring.add(growth > 0 ? doses.rooted(candidate) : candidate)));
        boolean knowsDeadUnits = longStepsCame
                || growth > 0
                || restoring.stream().anyMatch(candidate -> candidate.cause() == Cause.INACTIVE_RELU);
        Map<Cause, Candidate> causes = new LinkedHashMap<>();
        for (Candidate candidate : doses.candidates()) {
            // Units that an explosion killed, or that the signal's own causes count already, are no cause of their own.
            if (candidate.cause() != Cause.INACTIVE_RELU || !knowsDeadUnits) {
                add(causes, candidate);
            }
        }
        restoring.forEach(candidate -> add(causes, candidate));
        addInitialWeights(sick, causes);
        if (Regularization.of(trace).filter(Regularization::hasShrunkWeights).isPresent()
                && causes.containsKey(Cause.EXCESSIVE_REGULARIZATION)) {
            // Decay is a step, too, and small weights, a signal lost in them and long steps all follow from it.
            causes.keySet().removeAll(CONSEQUENCES_OF_DECAY);
        }
        return shares(List.copyOf(causes.values()));
    }

    /** Weights that GH012 finds far from their scale are a cause also where theirs is not the decades of the signal. */
    private static void addInitialWeights(SickTrace sick, Map<Cause, Candidate> causes) {
        Optional<WeightScale> scale = sick.finding(Symptom.POOR_INITIALIZATION)
                .flatMap(finding -> sick.readings().stream().findFirst())
                .map(first -> WeightScale.of(sick.trace().profile(), first))
                .filter(WeightScale::isPoor);
        scale.ifPresent(found -> {
            Cause cause = found.extreme() < 0 ? Cause.WEIGHT_SCALE_TOO_SMALL : Cause.WEIGHT_SCALE_TOO_LARGE;
            add(causes, new Candidate(cause, Math.abs(found.extreme()), found.deviant(), lower(found.describe())));
        });
    }

    private static String lower(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** What was found twice, by what it restores and by its dose, counts by the larger. */
    private static void add(Map<Cause, Candidate> causes, Candidate candidate) {
        causes.merge(candidate.cause(), candidate, (a, b) -> b.decades() > a.decades() ? b : a);
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
