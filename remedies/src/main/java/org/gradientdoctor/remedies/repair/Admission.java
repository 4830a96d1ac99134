package org.gradientdoctor.remedies.repair;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.remedies.Recommendation;
import org.gradientdoctor.remedies.RepairReport;

/**
 * Which treatments are tried at all: those that the network takes and that restore something before training.
 *
 * @param untreated codes of what fails before training without the treatment
 * @param skipped where those are kept that are not tried
 */
record Admission(Laboratory laboratory, Set<String> untreated, List<RepairReport.Skipped> skipped) {

    static Admission of(Laboratory laboratory, Diagnosis untreated, List<RepairReport.Skipped> skipped) {
        return new Admission(laboratory, failing(untreated), skipped);
    }

    /**
     * Lets a treatment begin.
     *
     * @param trials how many trials of it
     * @return its trials, not trained yet; empty where it is not tried
     */
    Optional<Arm> begin(List<Recommendation> treatment, int trials) {
        Recommendation last = treatment.get(treatment.size() - 1);
        try {
            Diagnosis before = laboratory.preflight(treatment);
            Set<String> failing = failing(before);
            boolean restores =
                    failing.isEmpty() || (untreated.containsAll(failing) && failing.size() < untreated.size());
            if (!restores) {
                skip(last, "before training the treated network still fails: " + String.join(", ", failing));
                return Optional.empty();
            }
            return Optional.of(laboratory.arm(treatment, before, trials));
        } catch (IllegalArgumentException | IllegalStateException e) {
            skip(last, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Whether something fails before training without treatment, and nothing does any more. */
    boolean isMended(Diagnosis before) {
        return !untreated.isEmpty() && failing(before).isEmpty();
    }

    private void skip(Recommendation treatment, String reason) {
        skipped.add(new RepairReport.Skipped(treatment.title(), reason));
    }

    /** Codes, in order. */
    private static Set<String> failing(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.outcome() == Outcome.FAILING)
                .map(Finding::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
