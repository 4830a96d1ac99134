package org.gradientdoctor.samples.causes;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.gradientdoctor.core.diagnosis.Cause;
import org.gradientdoctor.listeners.Preflight;
import org.nd4j.linalg.dataset.DataSet;

/** Sequences whose class shows at their beginning alone, so that the error signal must go all the way back. */
final class TimeCases {
    private static final int EXAMPLES = 32;

    private TimeCases() {}

    static Stream<CauseCase> of(int seed) {
        return Stream.of(tooLong(seed), tooSmall(seed), tooLarge(seed));
    }

    private static CauseCase tooLong(int seed) {
        Draw draw = new Draw("time", seed);
        int steps = draw.between(60, 200);
        RecurrentNetwork network = RecurrentNetwork.drawn(draw, seed % 2 == 0);
        return sick(draw, network, steps, Cause.RECURRENCE_LENGTH);
    }

    private static CauseCase tooSmall(int seed) {
        Draw draw = new Draw("recurrent weights too small", seed);
        RecurrentNetwork network = RecurrentNetwork.drawn(draw, false);
        RecurrentNetwork faulty = network.times(1 / draw.factor(4, 20));
        return sick(draw, faulty, draw.between(10, 20), Cause.WEIGHT_SCALE_TOO_SMALL);
    }

    private static CauseCase tooLarge(int seed) {
        Draw draw = new Draw("recurrent weights too large", seed);
        RecurrentNetwork network = RecurrentNetwork.drawn(draw, false);
        RecurrentNetwork faulty = network.times(draw.factor(3, 8));
        return sick(draw, faulty, draw.between(10, 20), Cause.WEIGHT_SCALE_TOO_LARGE);
    }

    private static CauseCase sick(Draw draw, RecurrentNetwork network, int steps, Cause right) {
        DataSet batch = RandomBatch.recall(draw.random(), EXAMPLES, network.channels(), steps);
        String name = String.format(
                Locale.ROOT,
                "%s of %d, %d steps, recurrent weights × %.2g",
                network.gated() ? "LSTM" : "SimpleRnn",
                network.width(),
                steps,
                network.factor());
        return CauseCase.examined(name, Set.of(right), () -> Preflight.examine(network.build(), batch));
    }
}
