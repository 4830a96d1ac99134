package org.gradientdoctor.samples.theory;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.gradientdoctor.core.signal.ActivationFunction;
import org.gradientdoctor.core.signal.CriticalGain;
import org.gradientdoctor.core.signal.CriticalGain.None;
import org.gradientdoctor.core.signal.CriticalGain.Stable;
import org.nd4j.linalg.activations.Activation;

/** The critical weight scale of each activation as a cell of the table, and for those without one the reason below it. */
final class CriticalColumn {
    private final Map<Activation, CriticalGain> found = new TreeMap<>();

    String cell(Activation activation, ActivationFunction function) {
        CriticalGain critical = found.computeIfAbsent(activation, any -> CriticalGain.of(function, 0));
        if (!(critical instanceof Stable stable)) {
            return "none";
        }
        String variance = String.format(Locale.ROOT, "%.3g", stable.weightVariance());
        return switch (stable.hold()) {
            case ANY_VARIANCE -> variance + ", keeps any variance";
            case TOWARDS_ZERO -> variance + ", variance falls to 0 slowly";
            case AT_VARIANCE -> variance + String.format(Locale.ROOT, ", at variance %.3g", stable.q());
            case UNIT_VARIANCE -> variance + String.format(Locale.ROOT, ", unit variance (χ₁ %.3g)", stable.chi());
        };
    }

    /** Activation to the reason why it has no critical scale, a sentence. */
    Map<Activation, String> reasons() {
        Map<Activation, String> reasons = new TreeMap<>();
        found.forEach((activation, critical) -> {
            if (critical instanceof None none) {
                reasons.put(activation, none.reason());
            }
        });
        return reasons;
    }
}
