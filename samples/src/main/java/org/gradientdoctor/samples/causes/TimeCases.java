package org.gradientdoctor.samples.causes;

import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Sequences longer than the error signal's way back. */
final class TimeCases {
    private TimeCases() {}

    static CauseCase of(int seed) {
        Draw draw = new Draw("time", seed);
        // Over fewer steps an LSTM's signal reaches back a third of them, and more is not asked of it.
        int steps = draw.between(100, 200);
        boolean gated = seed % 2 == 0;
        RecurrentNetwork network = new RecurrentNetwork(
                gated, draw.between(3, 5), draw.between(16, 48), new Adam(1e-3), draw.between(1, 1_000_000));
        DataSet batch = RandomBatch.sequences(draw.random(), 32, network.channels(), steps);
        String name = (gated ? "LSTM of " : "SimpleRnn of ") + network.width() + ", " + steps + " steps";
        return CauseCase.sick(name, Cause.RECURRENCE_LENGTH, () -> Preflight.examine(network.build(), batch));
    }
}
