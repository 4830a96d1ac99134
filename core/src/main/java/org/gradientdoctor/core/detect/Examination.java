package org.gradientdoctor.core.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gradientdoctor.core.diagnosis.Detector;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Finding;
import org.gradientdoctor.core.diagnosis.Prediction;
import org.gradientdoctor.core.signal.CauseAttribution;
import org.gradientdoctor.core.signal.SignalForecast;
import org.gradientdoctor.core.trace.TraceSnapshot;

/** Which detectors are asked and which codes are silenced; turns a trace into a diagnosis. Immutable. */
public final class Examination {
    private final List<Detector> detectors;
    private final Set<String> ignored;

    private Examination(List<Detector> detectors, Set<String> ignored) {
        this.detectors = List.copyOf(detectors);
        this.ignored = Set.copyOf(ignored);
    }

    /** All {@link StandardDetectors}, none silenced. */
    public static Examination standard() {
        return new Examination(StandardDetectors.all(), Set.of());
    }

    /** These detectors, none silenced. */
    public static Examination of(List<Detector> detectors) {
        return new Examination(detectors, Set.of());
    }

    /**
     * The same with one more detector.
     *
     * @throws IllegalArgumentException where its code is another detector's
     */
    public Examination with(Detector detector) {
        if (detectors.stream().anyMatch(other -> other.code().equals(detector.code()))) {
            throw new IllegalArgumentException("there is a detector with the code " + detector.code()
                    + " already; a detector of your own returns a code of its own from code()");
        }
        List<Detector> more = new ArrayList<>(detectors);
        more.add(detector);
        return new Examination(more, ignored);
    }

    /**
     * The same with the findings of this code silenced: they are listed as not evaluated.
     *
     * @throws IllegalArgumentException where no detector has this code
     */
    public Examination ignoring(String code) {
        List<String> codes = detectors.stream().map(Detector::code).toList();
        if (!codes.contains(code)) {
            throw new IllegalArgumentException(
                    "there is no detector with the code " + code + " to ignore; the codes are " + codes);
        }
        Set<String> more = new LinkedHashSet<>(ignored);
        more.add(code);
        return new Examination(detectors, more);
    }

    /** The findings alone, gravest first: what is quick enough to be asked again and again while training goes on. */
    public List<Finding> findings(TraceSnapshot trace) {
        List<Finding> findings = new ArrayList<>();
        for (Detector detector : detectors) {
            findings.add(ask(detector, trace));
        }
        findings.sort(Comparator.comparing(Finding::outcome).reversed().thenComparing(Finding::code));
        return findings;
    }

    /** Asks every detector and attributes what is sick to causes. A detector that throws is told and passed over. */
    public Diagnosis examine(TraceSnapshot trace) {
        List<Finding> findings = findings(trace);
        return new Diagnosis(trace, findings, CauseAttribution.of(trace, findings), prediction(trace));
    }

    /** Theory speaks of networks at their start. */
    private static Prediction prediction(TraceSnapshot trace) {
        return trace.signals().stream()
                .findFirst()
                .map(first -> SignalForecast.of(trace.profile(), first))
                .orElseGet(() -> Prediction.none("no layers were read", Double.NaN, Double.NaN, 0));
    }

    private Finding ask(Detector detector, TraceSnapshot trace) {
        if (ignored.contains(detector.code())) {
            return Finding.notEvaluated(detector, "silenced by the user");
        }
        try {
            Finding finding = detector.examine(trace);
            return finding == null ? Finding.notEvaluated(detector, "its detector answered null") : finding;
        } catch (RuntimeException fault) {
            return Finding.notEvaluated(detector, "its detector failed: " + fault);
        }
    }
}
