package org.gradientdoctor.samples.causes;

import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Cause;
import org.nd4j.linalg.learning.config.Sgd;

/** What only a watched training shows. */
final class TrainingCases {
    private TrainingCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(regularized(seed), clipped(seed));
    }

    private static CauseCase regularized(int seed) {
        Draw draw = new Draw("regularized", seed);
        double l2 = draw.factor(.5, 5);
        return DenseFault.in(
                        draw,
                        network -> {
                            network.hidden = draw.between(2, 3);
                            network.updater = new Sgd(.05);
                        },
                        network -> network.l2 = l2)
                .watched(Cause.EXCESSIVE_REGULARIZATION);
    }

    static CauseCase clipped(int seed) {
        Draw draw = new Draw("clipped", seed);
        double norm = draw.factor(1e-5, 1e-4);
        double rate = draw.factor(.02, .1);
        return DenseFault.in(draw, n -> n.updater = new Sgd(rate), n -> n.clipping = norm)
                .watched(Cause.EXCESSIVE_CLIPPING);
    }
}
