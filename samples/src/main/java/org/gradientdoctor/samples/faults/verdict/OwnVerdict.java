package org.gradientdoctor.samples.faults.verdict;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Attribution;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;

/** Gathers what our diagnosis says while a training goes on. */
final class OwnVerdict {
    private final int planned;
    private final Set<Symptom> right;
    private final Map<Moment, Outcome> outcomes = new EnumMap<>(Moment.class);
    private Outcome gravest = Outcome.NOT_EVALUATED;
    private OptionalInt firstWarning = OptionalInt.empty();
    private OptionalInt firstFailing = OptionalInt.empty();

    /** @param right symptoms that are a right alarm */
    OwnVerdict(int planned, Set<Symptom> right) {
        this.planned = planned;
        this.right = right;
    }

    /** Whether it should be asked after so many iterations: at every moment, and about every fourth of the way so far. */
    boolean isDue(int iterations) {
        for (Moment moment : Moment.values()) {
            if (iterations == moment.iterations(planned)) {
                return true;
            }
        }
        int spacing = Math.max(1, Integer.highestOneBit(iterations) / 4);
        return iterations % spacing == 0;
    }

    void hear(Diagnosis diagnosis, int iterations) {
        Outcome verdict = diagnosis.verdict();
        gravest = Outcome.gravest(List.of(gravest, verdict));
        for (Moment moment : Moment.values()) {
            if (iterations == moment.iterations(planned)) {
                outcomes.put(moment, verdict);
            }
        }
        List<Finding> rightly = diagnosis.sick().stream()
                .filter(finding -> right.contains(finding.symptom()))
                .toList();
        if (firstWarning.isEmpty() && !rightly.isEmpty()) {
            firstWarning = OptionalInt.of(iterations);
        }
        if (firstFailing.isEmpty() && rightly.stream().anyMatch(finding -> finding.outcome() == Outcome.FAILING)) {
            firstFailing = OptionalInt.of(iterations);
        }
    }

    /** @param last what is said at the end */
    Verdict complete(Diagnosis last) {
        return new Verdict(
                outcomes,
                gravest,
                firstWarning,
                firstFailing,
                last.causes().stream().map(Attribution::cause).toList(),
                last.sick().stream().map(Finding::code).distinct().toList(),
                last.sick().stream()
                        .flatMap(finding -> finding.layers().stream())
                        .distinct()
                        .toList());
    }
}
