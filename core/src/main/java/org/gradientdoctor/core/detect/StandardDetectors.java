package org.gradientdoctor.core.detect;

import java.util.List;
import org.gradientdoctor.core.diagnosis.Detector;

/** The detectors the toolkit brings, in the order of their codes. */
public final class StandardDetectors {
    private StandardDetectors() {}

    /** A new instance of each. */
    public static List<Detector> all() {
        return List.of(
                new VanishingGradientDetector(),
                new ExplodingGradientDetector(),
                new NonFiniteValueDetector(),
                new DeadUnitsDetector(),
                new SaturatedActivationDetector(),
                new UpdateTooLargeDetector(),
                new UpdateTooSmallDetector(),
                new OscillatingLossDetector(),
                new DivergingLossDetector(),
                new StalledLossDetector(),
                new UntrainedLayerDetector(),
                new PoorInitializationDetector(),
                new UnscaledInputDetector(),
                new OutputLossMismatchDetector(),
                new ClippingDominatesDetector(),
                new CollapsedSignalDetector());
    }
}
