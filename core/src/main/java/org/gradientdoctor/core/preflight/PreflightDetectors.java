package org.gradientdoctor.core.preflight;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Detector;

/**
 * The detectors that judge probes, in the order of their codes. They see neither consequence nor persistence, so they
 * warn; what cannot work at all fails.
 */
public final class PreflightDetectors {
    private PreflightDetectors() {}

    /** A new instance of each. */
    public static List<Detector> all() {
        return List.of(
                new VanishingSignal(),
                new ExplodingSignal(),
                new NonFinitePass(),
                new InactiveUnits(),
                new FlatUnits(),
                new RateTooHigh(),
                new RateTooLow(),
                new NotMemorized(),
                new PoorInitialization(),
                new UnscaledInput(),
                new OutputLossMismatch(),
                new AlikeExamples());
    }
}
