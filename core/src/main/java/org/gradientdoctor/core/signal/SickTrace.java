package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Outcome;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.IterationReading;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.reading.StepDose;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** A trace with what was found sick in it: what causes are sought for. */
record SickTrace(TraceSnapshot trace, List<Finding> findings) {

    boolean isSick() {
        return findings.stream().anyMatch(finding -> finding.outcome().isSick());
    }

    /** Whether one of these symptoms is at least a warning. */
    boolean shows(Symptom... symptoms) {
        return List.of(symptoms).stream().anyMatch(symptom -> finding(symptom).isPresent());
    }

    boolean fails(Symptom symptom) {
        return finding(symptom)
                .filter(finding -> finding.outcome() == Outcome.FAILING)
                .isPresent();
    }

    /** The gravest sick finding of this symptom. */
    Optional<Finding> finding(Symptom symptom) {
        return findings.stream()
                .filter(finding ->
                        finding.symptom() == symptom && finding.outcome().isSick())
                .max((a, b) -> a.outcome().compareTo(b.outcome()));
    }

    /** Readings that carry the error signal, oldest first: full ones, or where it was not read in passing, probes'. */
    List<IterationReading> readings() {
        return trace.signals();
    }

    /** The probe to ask where one will do: in training the last. */
    Optional<ProbeReading> lastProbe() {
        List<ProbeReading> probes = trace.probes();
        return probes.isEmpty() ? Optional.empty() : Optional.of(probes.get(probes.size() - 1));
    }

    /** Step doses measured now: in training the last, before it those of all batches. */
    List<StepDose> doses() {
        List<StepDose> doses = new ArrayList<>();
        trace.probes().forEach(probe -> probe.stepDose().ifPresent(doses::add));
        return trace.full().isEmpty() || doses.isEmpty() ? doses : doses.subList(doses.size() - 1, doses.size());
    }

    /** Step over critical step, the median over batches; NaN where not measured, 0 where no step tried raised the loss. */
    double doseRatio() {
        return TheilSen.median(doses().stream()
                .mapToDouble(StepDose::ratio)
                .filter(ratio -> !Double.isNaN(ratio))
                .toArray());
    }
}
