package org.gradientdoctor.samples.causes;

import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** Sound networks at a learning rate far from the critical one, which a first examination measures. */
final class RateCases {
    private static final double USUAL = .01;

    private RateCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(
                at(50, Cause.LEARNING_RATE_TOO_HIGH, new Draw("high", seed)),
                at(1e-3, Cause.LEARNING_RATE_TOO_LOW, new Draw("low", seed)));
    }

    private static CauseCase at(double dose, Cause cause, Draw draw) {
        DoubleFunction<IUpdater> updater = draw.coin() ? Sgd::new : Adam::new;
        DenseNetwork network = DenseNetwork.drawn(draw, n -> n.updater = updater.apply(USUAL));
        DataSet batch = RandomBatch.classes(draw.random(), 64, network.inputs, network.outputs);
        return CauseCase.sick(network + ", × " + dose, cause, () -> {
            network.updater = updater.apply(USUAL);
            double critical = critical(Preflight.examine(network.build(), batch));
            network.updater = updater.apply(dose * critical);
            return Preflight.examine(network.build(), batch);
        });
    }

    private static double critical(Diagnosis diagnosis) {
        return diagnosis.trace().probes().get(0).stepDose().orElseThrow().criticalRate();
    }
}
