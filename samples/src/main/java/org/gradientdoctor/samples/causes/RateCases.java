package org.gradientdoctor.samples.causes;

import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Cause;

/** Sound networks at a learning rate far from the critical one, which a first examination measures. */
final class RateCases {
    private RateCases() {}

    static Stream<CauseCase> of(int seed) {
        Draw high = new Draw("watched high", seed);
        Draw low = new Draw("watched low", seed);
        return Stream.of(
                new RatedNetwork(new Draw("high", seed)).at(30).examined(Cause.LEARNING_RATE_TOO_HIGH),
                new RatedNetwork(new Draw("very high", seed)).at(300).examined(Cause.LEARNING_RATE_TOO_HIGH),
                new RatedNetwork(new Draw("low", seed)).at(1e-3).examined(Cause.LEARNING_RATE_TOO_LOW),
                new RatedNetwork(new Draw("very low", seed)).at(1e-5).examined(Cause.LEARNING_RATE_TOO_LOW),
                new RatedNetwork(high).at(high.factor(30, 300)).watched(Cause.LEARNING_RATE_TOO_HIGH),
                new RatedNetwork(low).at(low.factor(1e-5, 1e-3)).watched(Cause.LEARNING_RATE_TOO_LOW));
    }
}
