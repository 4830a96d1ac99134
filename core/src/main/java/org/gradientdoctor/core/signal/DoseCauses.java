package org.gradientdoctor.core.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Symptom;
import org.gradientdoctor.core.reading.LayerProfile;
import org.gradientdoctor.core.reading.ProbeReading;
import org.gradientdoctor.core.trace.TraceSnapshot;

/**
 * Causes that act in time or in the data rather than in depth. Each gets the decades by which its dose exceeds a healthy
 * one, and only where a finding shows the consequence it explains.
 */
final class DoseCauses {
    /** Loss over the constant answer below which a network has learned something, and nothing holds it down. */
    private static final double LEARNED = .95;

    private final SickTrace sick;
    private final TraceSnapshot trace;
    private final RateCauses rate;

    /** @param growth decades by which the error signal grows on its way back, 0 where it does not */
    DoseCauses(SickTrace sick, double growth) {
        this.sick = sick;
        this.trace = sick.trace();
        this.rate = new RateCauses(sick, growth);
    }

    List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        List<Candidate> data = new DataCauses(sick).candidates();
        List<Candidate> scales = data.stream()
                .filter(candidate -> candidate.cause() == Cause.INPUT_SCALE || candidate.cause() == Cause.LABEL_SCALE)
                .toList();
        for (Candidate candidate : data) {
            candidates.add(scales.contains(candidate) ? rooted(candidate) : candidate);
        }
        addSymmetricWeights(candidates);
        candidates.addAll(rate.candidates(scales));
        addDeadUnits(candidates);
        addClipping(candidates);
        addRegularization(candidates);
        return candidates.stream().filter(Candidate::counts).toList();
    }

    /** The same with a word on why the rate is not the root, where steps are too long. */
    Candidate rooted(Candidate candidate) {
        return rate.rootNote().map(candidate::noting).orElse(candidate);
    }

    private void addSymmetricWeights(List<Candidate> candidates) {
        Set<String> equal = new TreeSet<>();
        sick.readings().stream()
                .findFirst()
                .ifPresent(reading -> equal.addAll(EqualWeights.in(trace.profile(), reading)));
        for (ProbeReading probe : trace.probes()) {
            probe.equalUnits().stream()
                    .filter(name -> EqualWeights.matters(trace.profile(), name))
                    .forEach(equal::add);
        }
        if (!equal.isEmpty()) {
            candidates.add(
                    new Candidate(
                            Cause.SYMMETRIC_WEIGHTS,
                            Candidate.MOST,
                            trace.profile().layers().stream()
                                    .map(LayerProfile::name)
                                    .filter(equal::contains)
                                    .toList(),
                            "the units of these layers began with the same weights and hear the same errors, so they compute, and learn, the same"));
        }
    }

    private void addDeadUnits(List<Candidate> candidates) {
        if (sick.fails(Symptom.DEAD_UNITS)) {
            candidates.add(new Candidate(
                    Cause.INACTIVE_RELU,
                    1,
                    List.of(),
                    "units that are active for no example have a zero gradient and cannot come back"));
        }
    }

    private void addClipping(List<Candidate> candidates) {
        if (sick.shows(Symptom.CLIPPING_DOMINATES)) {
            double shrink = TheilSen.median(trace.recent().stream()
                    .mapToDouble(vitals -> vitals.clipping().shrink())
                    .filter(Double::isFinite)
                    .toArray());
            candidates.add(new Candidate(
                    Cause.EXCESSIVE_CLIPPING,
                    shrink > 0 ? Math.max(Candidate.LEAST, -Math.log10(shrink)) : 1,
                    List.of(),
                    say("clipping leaves a median of %.2g of the gradient's norm", shrink)));
        }
    }

    private void addRegularization(List<Candidate> candidates) {
        Regularization.of(trace)
                .filter(regularization -> regularization.dominates()
                        && !(trace.latest()
                                .map(latest -> latest.loss()
                                        < LEARNED * trace.constantAnswer().loss())
                                .orElse(false)))
                .ifPresent(regularization -> candidates.add(regularization.candidate()));
    }

    private static String say(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
